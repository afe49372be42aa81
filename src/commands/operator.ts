import { userInfo } from 'node:os';

/** Whoever sits at the command line, for the trail: `shell/marc`. A container may run as a number without a name. */
export function operator(): string {
  try {
    return `shell/${userInfo().username}`;
  } catch {
    return `shell/${process.getuid?.() ?? 'unknown'}`;
  }
}
