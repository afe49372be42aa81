import type { Connection } from '../../../src/database/client.js';
import { isBusinessDay } from '../../../src/domain/business-days.js';
import type { Answer } from '../../../src/engine/request.js';
import type { Bot } from '../../helpers/bot.js';
import { type Member, marc } from '../../helpers/network.js';

const member = (id: string, name: string): Member => ({ id, name, userId: `U0${id.toUpperCase()}` });

export const helen = member('helen', 'Helen Ashworth');
export const victor = member('victor', 'Victor Hale');
export const samuel = member('samuel', 'Samuel Adeyemi');
export const yuki = member('yuki', 'Yuki Tanaka');
export const nora = member('nora', 'Nora Fitzgerald');

const headquarters = [
  [helen, 'director'],
  [victor, 'safety-and-security'],
  [samuel, 'store-planning'],
  [yuki, 'register-support'],
  [nora, 'finance'],
] as const;

/** The director, and a person in each department that an opening needs. */
export async function furnish({ prisma }: Connection): Promise<void> {
  for (const [{ id, name, userId }, role] of headquarters) {
    await prisma.person.create({ data: { id, name, email: `${id}@vitrine.example`, language: 'en-US' } });
    await prisma.role.create({ data: { id: `${id}/${role}/*`, personId: id, role } });
    const account = { channel: 'slack', tenant: 'T1', userId, personId: id, boundAt: new Date(0) };
    await prisma.chatAccount.create({ data: account });
  }
}

/** A new place in SoHo, opening on a Friday in March. */
export const SOHO = {
  ...{ name: 'SoHo', city: 'New York', timeZone: 'America/New_York', where: 'US-NY' },
  ...{ day: '2027-03-05', size: 'medium', director: 'helen', template: 'opening' },
};

export async function plans(bot: Bot, answers: Readonly<Record<string, string>> = SOHO): Promise<Answer> {
  const form = await bot.as(marc, null).says('opening');
  return bot.as(marc, null).submit(form, answers);
}

export const milestone = (bot: Bot, key: string) =>
  bot.connection.prisma.projectMilestone.findFirstOrThrow({ where: { key } });

export const project = (bot: Bot) => bot.connection.prisma.project.findFirstOrThrow();

/** Presses what stands on the card of a milestone. */
export async function steps(
  bot: Bot,
  who: Member,
  action: string,
  key: string,
  raw: Readonly<Record<string, unknown>>,
) {
  const { id } = await milestone(bot, key);
  const form = await bot.as(who, null).press({ interaction: `openings.${action}`, boutique: null, subject: id });
  return form.type === 'form' ? bot.as(who, null).submit(form, raw as never) : form;
}

export const done = async (bot: Bot, who: Member, key: string, doneOn?: string) =>
  steps(bot, who, 'done', key, { doneOn: doneOn ?? bot.clock.now.toISOString().slice(0, 10) });

/** Owners for everything: each department its own, and Inès for what is the operations manager's. */
export async function namesOwners(bot: Bot): Promise<Answer> {
  const { id } = await project(bot);
  const form = await bot.as(marc, null).press({ interaction: 'openings.name-owners', boutique: null, subject: id });
  return bot.as(marc, null).submit(form, {
    ...{ 'owner.operations-manager': 'ines', 'owner.director': 'helen', 'owner.finance': 'nora' },
    ...{ 'owner.store-planning': 'samuel', 'owner.safety-and-security': 'victor' },
    ...{ 'owner.register-support': 'yuki', 'owner.global-retail-operations': 'claire' },
  });
}

export const day = (date: Date | null | undefined): string | null => date?.toISOString().slice(0, 10) ?? null;

export const events = async (bot: Bot, subject: string): Promise<string[]> =>
  (await bot.connection.prisma.auditEvent.findMany({ where: { subject }, orderBy: { id: 'asc' } })).map(
    ({ event }) => event,
  );

/** The first question for the holidays of a year takes longer than a chat waits, on a machine that is busy. */
export function knowsHolidays(): void {
  for (const year of ['2026', '2027']) isBusinessDay(`${year}-03-05`, 'US', 'NY');
}
