import type { Answer } from '../../../src/engine/request.js';
import type { Bot } from '../../helpers/bot.js';
import type { Member } from '../../helpers/network.js';

const member = (id: string, name: string): Member => ({ id, name, userId: `U0${id.toUpperCase()}` });

/** Safety and security and finance, with a channel; store planning, without; and the director. */
export const victor = member('victor', 'Victor Hale');
export const samuel = member('samuel', 'Samuel Adeyemi');
export const nora = member('nora', 'Nora Fitzgerald');
export const helen = member('helen', 'Helen Ashworth');

const roles = [
  [victor, 'safety-and-security'],
  [samuel, 'store-planning'],
  [nora, 'finance'],
  [helen, 'director'],
] as const;

/** Those of headquarters who hear of anomalies, beside the network of all tests. */
export async function headquarters({ connection: { prisma } }: Bot): Promise<void> {
  for (const [{ id, name, userId }, role] of roles) {
    await prisma.person.create({ data: { id, name, email: `${id}@vitrine.example`, language: 'en-US' } });
    await prisma.role.create({ data: { id: `${id}/${role}/*`, personId: id, role, boutiqueCode: null } });
    await prisma.chatAccount.create({
      data: { channel: 'slack', tenant: 'T1', userId, personId: id, boundAt: new Date(0) },
    });
  }
  await prisma.department.createMany({
    data: [
      { role: 'safety-and-security', name: 'Safety and security', slackChannel: 'C0SECURITY' },
      { role: 'store-planning', name: 'Store planning' },
      { role: 'finance', name: 'Finance', slackChannel: 'C0FINANCE' },
    ],
  });
}

/** Fills the form in and returns the case. */
export async function reports(bot: Bot, who: Member, answers: Readonly<Record<string, unknown>> = {}) {
  const asked = await bot.as(who, 'C0MADISON').says('anomaly MADISON');
  if (asked.type !== 'form') throw new Error(JSON.stringify(asked));
  const { day, time } = asked.prefill;
  const given = { type: 'door', severity: 'medium', what: 'It jams.', day, time, ...answers };
  const answer = await bot.as(who).submit(asked, given as never);
  if (answer.type !== 'reply') throw new Error(`${JSON.stringify(answer)} ${bot.errors.join(' ')}`);
  return bot.connection.prisma.anomaly.findFirstOrThrow({ orderBy: { number: 'desc' } });
}

/** Presses a button of the case that they have open. */
export async function does(bot: Bot, who: Member, id: string, label: string): Promise<Answer> {
  const opened = await opens(bot, who, id);
  return bot.as(who).press(routeIn(opened, label));
}

export const opens = (bot: Bot, who: Member, id: string): Promise<Answer> =>
  bot.as(who).press({ interaction: 'anomalies.open', boutique: 'MADISON', subject: id });

export function routeIn(answer: Answer, label: string) {
  if (answer.type !== 'reply') throw new Error(JSON.stringify(answer));
  const all = answer.card.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  const found = all.find((each) => each.label === label);
  if (!found) throw new Error(`no button "${label}" but ${all.map((each) => each.label).join(', ')}`);
  return { interaction: found.action, boutique: found.boutique ?? null, subject: found.subject };
}

/** Every button of a card that came as an answer. */
export const labelsIn = (answer: Answer): readonly string[] =>
  answer.type === 'reply'
    ? answer.card.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons.map(({ label }) => label) : []))
    : [];

/** What somebody was told, all of it: their messages as they are now, and as they were. */
export const everToldTo = (bot: Bot, who: Member): string =>
  bot.chat
    .history()
    .filter(({ to }) => to === `person/${who.id}`)
    .map(({ text }) => text)
    .join('\n');
