import { type DepartmentRole, departments, holds, type Person, type Role } from '../../domain/people.js';
import { maySee as mayRead, type Restriction } from '../../domain/restriction.js';
import type { Anomaly, AnomalyType, Severity } from './rules.js';

/** Where an anomaly goes; what the network says otherwise comes first. */
export const defaultRoutes: Readonly<Record<AnomalyType, DepartmentRole>> = {
  theft: 'safety-and-security',
  'suspicious-person': 'safety-and-security',
  loss: 'safety-and-security',
  alarm: 'safety-and-security',
  injury: 'safety-and-security',
  fire: 'safety-and-security',
  camera: 'safety-and-security',
  safe: 'safety-and-security',
  door: 'store-planning',
  showcase: 'store-planning',
  building: 'store-planning',
  register: 'register-support',
  data: 'register-support',
  payment: 'finance',
  'client-incident': 'global-retail-operations',
  merchandise: 'global-retail-operations',
  other: 'global-retail-operations',
};

/** By type; `*` is for every type without a row of its own. */
export type Routes = ReadonlyMap<string, string>;

export const REST = '*';

export function departmentFor(type: AnomalyType, routes: Routes): DepartmentRole {
  const wanted = routes.get(type) ?? routes.get(REST);
  return isDepartment(wanted) ? wanted : defaultRoutes[type];
}

/** Everybody's who must hear of it: what is critical goes to safety and security as well. */
export function departmentsOf({ department, severity }: Pick<Anomaly, 'department' | 'severity'>): DepartmentRole[] {
  const own = isDepartment(department) ? [department] : [];
  const alsoSecurity = severity === ('critical' satisfies Severity) && department !== 'safety-and-security';
  return alsoSecurity ? [...own, 'safety-and-security'] : own;
}

const isDepartment = (role: string | undefined): role is DepartmentRole => role !== undefined && role in departments;

/** Above any boutique, and in every case. */
export const OVERSEERS = ['safety-and-security', 'operations-manager', 'director'] as const satisfies readonly Role[];

/** The people of the boutique, who see what is not restricted. */
const AT_BOUTIQUE = ['associate', 'store-manager'] as const satisfies readonly Role[];

/** Who may see it, as the engine keeps it. */
export function readersOf(
  anomaly: Pick<Anomaly, 'id' | 'boutique' | 'restricted' | 'department' | 'severity'>,
  people: readonly Person['id'][],
): Restriction {
  const own = departmentsOf(anomaly);
  const roles: Role[] = [...OVERSEERS, ...own, ...(anomaly.restricted ? [] : AT_BOUTIQUE)];
  return { record: anomaly.id, boutique: anomaly.boutique, roles: [...new Set(roles)], people: [...new Set(people)] };
}

export function maySee(person: Person, anomaly: Anomaly, people: readonly Person['id'][]): boolean {
  return mayRead(person, readersOf(anomaly, people));
}

/** Who may take it, hand it over, give tasks, close it: its owner, its department, those above, and the store manager where it is open to the boutique. */
export function mayHandle(person: Person, anomaly: Anomaly): boolean {
  if (anomaly.ownerId === person.id) return true;
  const roles: Role[] = [
    ...OVERSEERS,
    ...departmentsOf(anomaly),
    ...(anomaly.restricted ? [] : (['store-manager'] as const)),
  ];
  return holds(person, roles, anomaly.boutique);
}
