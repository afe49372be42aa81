import type { Bot } from '../../helpers/bot.js';
import type { Member } from '../../helpers/network.js';

const member = (id: string, name: string): Member => ({ id, name, userId: `U0${id.toUpperCase()}` });

/** Safety and security, with a channel; store planning and finance, without; and the director. */
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
