import { addBusinessDays } from '../../domain/business-days.js';
import { type Day, dayInWords } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';
import { isOpen, type Milestone, type Project } from './rules.js';
import { type Plan, type Planned, takes } from './rules-schedule.js';

/** What a timeline is drawn of; plain data, because a job draws it. */
export interface Drawn {
  readonly title: string;
  readonly subtitle: string;
  readonly today: Day;
  readonly opening: Day;
  readonly phases: readonly { readonly name: string; readonly rows: readonly DrawnRow[] }[];
}

export interface DrawnRow {
  readonly label: string;
  readonly from: Day;
  readonly to: Day;
  readonly state: 'done' | 'at-risk' | 'late' | 'due' | 'open' | 'waived';
  readonly promised?: Day;
  readonly gate?: boolean;
  readonly owner?: string;
}

/** Phases and milestones as bars from the day on which each must begin to the day on which it will be done. */
export function drawn(
  project: Project,
  plan: Plan,
  today: Day,
  firstPromised: ReadonlyMap<Milestone['id'], Day>,
): Drawn {
  const phases = [...new Set(plan.map(({ milestone }) => milestone.phase))];
  return {
    title: shortened(project.title, 60),
    subtitle: subtitleOf(plan, today),
    today,
    opening: project.day,
    phases: phases.map((name) => ({
      name: shortened(name, 60),
      rows: plan
        .filter(({ milestone }) => milestone.phase === name)
        .map((each) => rowOf(project, each, firstPromised.get(each.milestone.id))),
    })),
  };
}

function subtitleOf(plan: Plan, today: Day): string {
  const number = (state: Planned['state']) => plan.filter((each) => each.state === state).length;
  const parts = [`${number('late')} late`, `${number('at-risk')} at risk`, `${number('done')} of ${plan.length} done`];
  return `As of ${dayInWords(today)}: ${parts.join(', ')}`;
}

function rowOf({ place }: Project, { milestone, forecast, state }: Planned, first: Day | undefined): DrawnRow {
  const { name, gate, owner } = milestone;
  const begins = addBusinessDays(forecast, -takes(milestone), place.country, place.state);
  return {
    label: shortened(name, 60),
    from: begins < forecast ? begins : forecast,
    to: forecast,
    state: state === 'not-due' ? 'open' : state,
    ...(first !== undefined && first !== forecast && { promised: first }),
    ...(gate && { gate }),
    ...(owner && isOpen(milestone) && { owner: shortened(owner.name, 40) }),
  };
}
