/** Roles at a boutique, and their names in a sentence: one, several. */
export const boutiqueRoles = {
  associate: ['associate', 'associates'],
  'store-manager': ['store manager', 'store managers'],
} as const;

/** Headquarters departments; each is a role across the network and may have a channel of its own. */
export const departments = {
  'global-retail-operations': ['global retail operations', 'global retail operations'],
  'safety-and-security': ['safety and security', 'safety and security'],
  'register-support': ['register support', 'register support'],
  'after-sales': ['after-sales', 'after-sales'],
  'store-planning': ['store planning', 'store planning'],
  finance: ['finance', 'finance'],
} as const;

export const networkRoles = {
  'operations-manager': ['operations manager', 'operations managers'],
  director: ['director', 'directors'],
  ...departments,
} as const;

export const roleNames = { ...boutiqueRoles, ...networkRoles } as const;

export type BoutiqueRole = keyof typeof boutiqueRoles;
export type DepartmentRole = keyof typeof departments;
export type NetworkRole = keyof typeof networkRoles;
export type Role = keyof typeof roleNames;

export interface Person {
  readonly id: string;
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
  readonly roles: readonly HeldRole[];
}

export interface HeldRole {
  readonly role: Role;
  /** Null where the role holds across the network. */
  readonly boutique: string | null;
  /** Who is away, where it is held only in their place. */
  readonly for?: Person['id'];
}

/** Whether they hold one of these roles at this boutique, or across the network. */
export function holds(person: Pick<Person, 'roles'>, allowed: readonly Role[], boutique: string | null): boolean {
  return person.roles.some(
    (held) => allowed.includes(held.role) && (held.boutique === null || held.boutique === boutique),
  );
}

/** Whether they are this person, or stand in for them now. */
export const actsFor = ({ id, roles }: Pick<Person, 'id' | 'roles'>, person: Person['id']): boolean =>
  id === person || roles.some((held) => held.for === person);

/** "Associates and store managers". */
export function rolesInWords(roles: readonly Role[]): string {
  const words = listed(roles.map((role) => roleNames[role][1]));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Ana", "Ana and Ben", "Ana, Ben and Chloé". */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
