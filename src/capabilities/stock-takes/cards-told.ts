import { buttons, type Card, card, lines, quiet, text } from '../../chat/card.js';
import { counted, type Day, dayAndTime, dayInWords } from '../../domain/calendar.js';
import { listedInBrief, shortened } from '../../domain/words.js';
import { press } from './cards-buttons.js';
import { type Campaign, type Item, passedOf, type Take, type Team, titleOf } from './rules.js';
import type { TeamTold } from './store-looks.js';

const named = (take: Take): string => `${titleOf(take.campaign)} · ${shortened(take.boutiqueName, 60)}`;

const names = (people: readonly { readonly name: string }[]): string =>
  listedInBrief(people.map(({ name }) => shortened(name, 40)));

/** Who counts begins it from here. */
export function countCard(take: Take, { counters, recounters, supervisor }: Team, begins: Date): Card {
  const { count, plan } = take;
  const who = quiet(`Counted by ${names(counters)}, recounted by ${names(recounters)}. ${supervisor.name} supervises.`);
  if (count) return card(named(take), [text(`Begun ${dayAndTime(count.begun, take.timeZone)}.`), who]);
  return card(named(take), [
    text(`All zones, after closing: ${dayAndTime(begins, take.timeZone)}.`),
    who,
    ...(plan ? [buttons(press.start(plan))] : []),
  ]);
}

export const roleCard = (take: Take, does: string): Card =>
  card(`${does} · ${shortened(take.boutiqueName, 60)}`, [
    text(`${titleOf(take.campaign)}: ${dayInWords(take.day)}, after closing.`),
  ]);

/** For whoever was given it: where to look, and nothing of what differs there. */
export const ownerCard = (take: Take, zones: string): Card =>
  card(`You look into ${shortened(zones, 80)} · ${shortened(take.boutiqueName, 60)}`, [
    text('Something differs there. Search, and tell the store manager what you find.'),
    quiet(named(take)),
  ]);

export const cancelledCard = (take: Take): Card =>
  card(`${named(take)} is cancelled`, [
    text(take.campaign.cancelled ? `${take.campaign.cancelled.by.name}: ${take.campaign.cancelled.why}` : ''),
  ]);

export const campaignCancelledCard = (campaign: Campaign, boutiques: number, goOn: number): Card =>
  card(`${titleOf(campaign)} is cancelled`, [
    text(
      `${counted(boutiques, 'boutique')} told.${goOn > 0 ? ` ${counted(goOn, 'boutique')} had begun, and ${goOn === 1 ? 'goes' : 'go'} on.` : ''}`,
    ),
  ]);

/** For whoever signs, from the day the list is closed. */
export function signCard(take: Take): Card {
  const signed = passedOf(take).get('signed');
  if (signed) return card(named(take), [text(`Signed by ${signed.by?.name ?? 'nobody'}.`)]);
  const isReady = take.count?.state === 'closed';
  return card(`Sign: ${named(take)}`, [
    text(
      isReady
        ? 'The count is approved and entered in the register.'
        : 'The count waits for its approval and its document first.',
    ),
    buttons(...(isReady ? [press.sign(take)] : []), press.see(take)),
  ]);
}

/** For whoever began the campaign. */
export function reportDueCard(take: Take): Card {
  const sent = passedOf(take).get('report');
  if (sent) return card(named(take), [text(`Report sent by ${sent.by?.name ?? 'nobody'}.`)]);
  return card(`${named(take)} is signed`, [
    text('Its report goes to the director and to headquarters.'),
    buttons(press.report(take)),
  ]);
}

/** For the operations managers. */
export function proposalCard(take: Take, doubts: readonly string[]): Card {
  const { proposal, day } = take;
  return card(`Another date for ${shortened(take.boutiqueName, 60)}`, [
    lines(
      ['Now', dayInWords(day)],
      ['Proposed', dayInWords(proposal?.day ?? day, day)],
      ['Reason', proposal?.why ?? ''],
    ),
    ...(doubts.length > 0 ? [text(doubts.join(' '))] : []),
    buttons(press.decide(take)),
    quiet(`${titleOf(take.campaign)} · ${proposal?.by.name ?? ''}`),
  ]);
}

export const proposalOverCard = (take: Take, words: string): Card =>
  card(`The date of ${shortened(take.boutiqueName, 60)}`, [text(words)], titleOf(take.campaign));

export const proposedCard = (day: Day): Card =>
  card(`Proposed: ${dayInWords(day)}`, [text('The operations manager decides. Until then the old date stands.')]);

export const doneCard = (title: string, words?: string): Card => card(title, words ? [text(words)] : []);

export const startedCard = (campaign: Pick<Campaign, 'kind' | 'name'>, boutiques: number, days: readonly Day[]): Card =>
  card(`${titleOf(campaign)} is planned`, [
    text(
      `${counted(boutiques, 'boutique')}, from ${dayInWords(days[0] ?? '')} to ${dayInWords(days.at(-1) ?? '', days[0])}. Each is asked to confirm its date. Your messages have the board.`,
    ),
  ]);

/** For Finance and for Security: how many boutiques have a team, and the one that named it last. */
export function teamsCard(take: Take, { named: number, boutiques }: TeamTold): Card {
  return card(`${titleOf(take.campaign)}: ${number} of ${counted(boutiques, 'boutique')} with a team`, [
    text(`${shortened(take.boutiqueName, 60)} counts on ${dayInWords(take.day)}, after closing.`),
  ]);
}

export const escalatedCard = (take: Take, actions: readonly Item[], words: string, by: string): Card =>
  card(`Escalated · ${named(take)}`, [
    lines(...actions.map(({ what, owner }) => [shortened(owner.name, 40), what] as const)),
    text(`${by}: ${words}`),
  ]);

/** Where nothing is planned. */
export const noTakeCard = (): Card =>
  card('No stock take', [text('None is planned here. The operations manager plans one with /stock-take plan.')]);

export const noBoardCard = (): Card =>
  card('No stock takes', [text('None is under way. Plan one with /stock-take plan.')]);

export const boardShownCard = (campaigns: number): Card =>
  card('Stock takes', [text(`${counted(campaigns, 'campaign')} under way. Your messages have the boards.`)]);

export const photoRefusedCard = (name: string, reason: string): Card =>
  card(`${shortened(name, 60)} was not kept`, [text(`${reason} What you confirmed is saved; the photo is missing.`)]);
