import { describe, expect, it } from 'vitest';
import { milestonesFrom } from '../../../src/capabilities/openings/creating.js';
import { type Drawn, drawn } from '../../../src/capabilities/openings/rules-picture.js';
import { schedule } from '../../../src/capabilities/openings/rules-schedule.js';
import type { Template } from '../../../src/capabilities/openings/rules-templates.js';
import { templates } from '../../../src/capabilities/openings/templates.js';
import { LARGEST_PICTURE } from '../../../src/chat/pictures.js';
import { timelinePicture } from '../../../src/drawing/timeline-picture.js';
import { everyWords, ordinary, type Words } from '../../helpers/words.js';
import { projectFrom } from './plan.js';

const TODAY = '2026-12-20';

/** A third is done, one is late, everything has an owner, and one was promised earlier. */
function pictureOf(template: Template, words: Words = ordinary): Drawn {
  const project = projectFrom({ title: words.boutique });
  let last = 0;
  const newId = () => {
    last += 1;
    return `m${last}`;
  };
  const milestones = milestonesFrom(template, project, newId).map((each, index) => ({
    ...each,
    owner: { id: 'ana', name: words.name },
    ...(each.due < '2026-12-10' && index !== 5 && { status: 'done' as const, doneOn: each.due }),
  }));
  return drawn(project, schedule(project, milestones, TODAY), TODAY, new Map([['m8', '2026-12-01']]));
}

describe('the plan of a project as a picture', () => {
  it.each(templates.map((template) => [template.name, template] as const))(
    '%s: each milestone is a row of its phase, and its bar does not end before it begins',
    async (_, template) => {
      const plan = pictureOf(template);
      const rows = plan.phases.flatMap((phase) => phase.rows);
      expect(rows).toHaveLength(template.lines.length);
      expect(plan.phases.map(({ name }) => name).sort()).toEqual(Object.values(template.phases).sort());
      for (const { from, to } of rows) expect(from <= to).toBe(true);
      const picture = await timelinePicture(plan);
      expect(Buffer.from(picture).subarray(1, 4).toString()).toBe('PNG');
      expect(picture.length).toBeLessThanOrEqual(LARGEST_PICTURE);
    },
  );

  it.each(Object.entries(everyWords))('can be shown in a message with %s', async (_, words) => {
    const [opening] = templates;
    const picture = await timelinePicture(pictureOf(opening as Template, words));
    expect(picture.length).toBeLessThanOrEqual(LARGEST_PICTURE);
  });
});
