import { type Role, roleNames } from '../../domain/people.js';

/** Whoever has a role has an inbox. */
export const everybody = Object.keys(roleNames) as Role[];

/** Of each part of a list. */
export const MOST_LISTED = 10;

export const MOST_FOUND = 15;

/** Cards that are said whole beside the inbox, where Home is no page. */
export const MOST_WHOLE = 3;
