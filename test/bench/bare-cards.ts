/** What the product reads for a count's form: who asks and may what, where they are, its zones, its newest stock, what they sent. */
export const COUNT = `
select row_to_json(p) as person, b.code as boutique, b.name, b.time_zone, b.currency,
  (select json_agg(json_build_object('id', z.id, 'name', z.name) order by z.position) from zones z
   where z.boutique_code = b.code and z.active) as zones,
  (select row_to_json(i) from (select id, file_name, stated_at from stock_imports
   where boutique_code = b.code order by stated_at desc limit 1) as i) as stock,
  (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'at', f.at) order by f.at desc, f.id), '[]')
   from teams_files f where f.tenant = $1 and f.user_id = $2 and f.at >= now() - interval '1 day'
     and f.state <> 'refused') as files
from (
  select p.id, p.name, p.language, (select json_agg(json_build_object('role', r.role, 'boutique', r.boutique_code))
    from roles r where r.person_id = p.id) as roles
  from chat_accounts a join people p on p.id = a.person_id
  where a.channel = 'teams' and a.tenant = $1 and a.user_id = $2 and p.active) as p
join boutiques b on b.teams_channel = $3 and b.active`;

export interface CountRow {
  readonly person: { readonly roles: readonly object[] };
  readonly boutique: string;
  readonly name: string;
  readonly zones: readonly { readonly id: string; readonly name: string }[];
  readonly stock: { readonly stated_at: string };
  readonly files: readonly object[];
}

/** Who looks, what they may, and what was last said of the topic to them or in this room. */
export const STANDING = `
select row_to_json(p) as person, d.card from (
  select p.id, p.name, p.language, (select json_agg(json_build_object('role', r.role, 'boutique', r.boutique_code))
    from roles r where r.person_id = p.id) as roles
  from chat_accounts a join people p on p.id = a.person_id
  where a.channel = 'teams' and a.tenant = $1 and a.user_id = $2 and p.active) as p,
  lateral (select card from deliveries
    where topic = $4 and conversation in ('teams/person/' || p.id, 'teams/channel/' || $3) and state <> 'failed'
    order by id desc limit 1) as d`;

export interface StandingRow {
  readonly person: { readonly id: string };
  readonly card: Decision;
}

/** Of the product's cards, the one of the bench. */
interface Decision {
  readonly title: string;
  readonly detail: string;
  readonly blocks: readonly [Facts, Words, Deciding];
}

interface Facts {
  readonly lines: readonly { readonly lead: string; readonly text: string }[];
}

interface Words {
  readonly text: string;
}

interface Deciding {
  readonly for: readonly string[];
  readonly buttons: readonly DecidingButton[];
}

interface DecidingButton {
  readonly action: string;
  readonly label: string;
  readonly subject: string;
  readonly boutique: string;
  readonly style: string;
}

const run = (text: string, look: object = {}) => ({ type: 'TextRun', text, ...look });
const rich = (inlines: readonly object[], placed: object = {}) => ({ type: 'RichTextBlock', inlines, ...placed });
const quiet = (text: string) => rich([run(text, { size: 'small', isSubtle: true })], { spacing: 'small' });
const CARD = { type: 'AdaptiveCard', version: '1.5' };

const REASONS = [
  { title: 'Weekly cycle', value: 'weekly' },
  { title: 'Spot check', value: 'spot' },
];
const KINDS = { zone: 'choice', reason: 'choice', serials: 'text', file: 'files', also: 'choices' };

/** The product's dialog, element by element; the run compares the two. */
export function dialogOf({ boutique, name, zones }: CountRow): object {
  const choices = zones.map((zone) => ({ title: zone.name, value: zone.id }));
  const required = { isRequired: true, errorMessage: '' };
  const route = { interaction: 'count', boutique, subject: '', instance: 'x'.repeat(36), topic: null };
  const content = {
    ...CARD,
    fallbackText: 'Stock count',
    speak: `Stock count · ${name}`,
    body: [
      rich([run(name)]),
      {
        ...{ type: 'Input.ChoiceSet', id: 'zone', label: 'Zone', ...required, errorMessage: 'Choose a zone.' },
        ...{ style: 'compact', placeholder: 'Choose', wrap: true, choices, spacing: 'medium' },
      },
      {
        ...{ type: 'Input.ChoiceSet', id: 'reason', label: 'Why', ...required, errorMessage: 'Choose a why.' },
        ...{ style: 'expanded', value: 'weekly', wrap: true, choices: REASONS, spacing: 'medium' },
      },
      {
        ...{ type: 'Input.Text', id: 'serials', label: 'Serials', maxLength: 3000, isMultiline: true },
        spacing: 'medium',
      },
      quiet('Scan or paste, any separator. More than fits? Save, then add the next batch.'),
      rich([run('Or a file', { weight: 'bolder' })], { spacing: 'medium' }),
      quiet('What a reader or scanner exports: CSV or TXT.'),
      quiet('Send the file to me in our private chat, then open this again.'),
      {
        ...{ type: 'Input.ChoiceSet', id: 'also', label: 'More zones in this count', isMultiSelect: true },
        ...{ style: 'compact', placeholder: 'Choose', wrap: true, choices, spacing: 'medium' },
      },
      quiet('Only where several zones are counted together.'),
    ],
    actions: [
      {
        ...{ type: 'Action.Submit', title: 'Save batch', style: 'positive' },
        data: { vitrine: { ...route, kinds: KINDS } },
      },
    ],
  };
  const card = { contentType: 'application/vnd.microsoft.card.adaptive', content };
  return { title: 'Stock count', height: 'large', width: 'medium', card };
}

/** The product's card for one of those who decide. */
export function cardFor({ person, card }: StandingRow, mri: string, topic: string): Record<string, unknown> {
  const [facts, { text }, deciding] = card.blocks;
  const title = `${card.title} · ${card.detail}`;
  const lines = facts.lines.map((line) => `${line.lead} ${line.text}`);
  const buttons = deciding.for.includes(person.id) ? [rowOf(deciding, topic)] : [];
  const asksAnew = { type: 'Action.Execute', verb: 'vitrine.refresh', data: { vitrine: { topic } } };
  return {
    ...CARD,
    fallbackText: [title, ...lines, text].join(' · ').replaceAll(/\s+/g, ' '),
    speak: title,
    body: [
      rich([run(card.title, { size: 'large', weight: 'bolder' }), run(` · ${card.detail}`, { isSubtle: true })]),
      ...facts.lines.map((line, index) =>
        rich([run(line.lead, { weight: 'bolder' }), run(` ${line.text}`)], index === 0 ? {} : { spacing: 'small' }),
      ),
      rich([run(text)]),
      ...buttons,
    ],
    msteams: { width: 'Full' },
    refresh: { action: asksAnew, userIds: [mri] },
  };
}

function rowOf({ buttons }: Deciding, topic: string): object {
  return {
    type: 'ActionSet',
    actions: buttons.map(({ action, label, subject, boutique, style }) => {
      const looks = { title: label, ...(style === 'primary' && { style: 'positive' }) };
      const data = { vitrine: { action, boutique, subject, topic } };
      if (action === 'engine.reject')
        return { type: 'Action.Submit', ...looks, data: { msteams: { type: 'task/fetch' }, ...data } };
      return {
        ...{ type: 'Action.Execute', ...looks, verb: action, data },
        fallback: { type: 'Action.Submit', ...looks, data },
      };
    }),
  };
}
