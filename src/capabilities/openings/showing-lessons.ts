import type { Anywhere } from './acting.js';
import { lessonsCard } from './cards-lessons.js';
import type { Project } from './rules.js';
import { lessonOf, proposalsOf } from './store-lessons.js';

export const lessonsTopic = (project: string): string => `lessons/${project}`;

/** What was learned, with what became of its proposals: the message that is there already says it. */
export async function showProposals({ db, tell }: Pick<Anywhere, 'db' | 'tell'>, project: Project): Promise<void> {
  const lesson = await lessonOf(db, project.id);
  if (!lesson) return;
  const shown = lessonsCard(project, lesson, await proposalsOf(db, project.id));
  tell('who-was-told', shown, { topic: lessonsTopic(project.id) });
}
