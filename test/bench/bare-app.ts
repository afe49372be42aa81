// What Bolt's own pages show: a command is acknowledged, one prepared query is run, a form opens. It checks nothing.
import type { AddressInfo } from 'node:net';
import bolt from '@slack/bolt';
import type { ModalView } from '@slack/types';
import pg from 'pg';
import { SIGNING_SECRET, TOKEN } from './slack.js';

const [kind, apiUrl, databaseUrl] = process.argv.slice(2) as ['query' | 'constant', string, string];

const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
const app = new bolt.App({
  token: TOKEN,
  signingSecret: SIGNING_SECRET,
  clientOptions: { slackApiUrl: apiUrl },
  logLevel: bolt.LogLevel.WARN,
});

interface Row {
  readonly person: { readonly roles: readonly object[] };
  readonly boutique: string;
  readonly name: string;
  readonly zones: readonly { readonly id: string; readonly name: string }[];
  readonly stock: { readonly stated_at: string };
}

/** The rows that the product reads: who asks and may what, where they are, its zones, its newest stock. */
const QUERY = `
select row_to_json(p) as person, b.code as boutique, b.name, b.time_zone, b.currency,
  (select json_agg(json_build_object('id', z.id, 'name', z.name) order by z.position) from zones z
   where z.boutique_code = b.code and z.active) as zones,
  (select row_to_json(i) from (select id, file_name, stated_at from stock_imports
   where boutique_code = b.code order by stated_at desc limit 1) as i) as stock
from (
  select p.id, p.name, p.language, (select json_agg(json_build_object('role', r.role, 'boutique', r.boutique_code))
    from roles r where r.person_id = p.id) as roles
  from chat_accounts a join people p on p.id = a.person_id
  where a.channel = 'slack' and a.tenant = $1 and a.user_id = $2 and p.active) as p
join boutiques b on b.slack_channel = $3 and b.active`;

app.command('/count', async ({ command, ack, client }) => {
  await ack();
  if (kind === 'constant') {
    await client.views.open({ trigger_id: command.trigger_id, view: CONSTANT });
    return;
  }
  const values = [command.team_id, command.user_id, command.channel_id];
  const { rows } = await pool.query<Row>({ name: 'count', text: QUERY, values });
  if (rows[0]) await client.views.open({ trigger_id: command.trigger_id, view: viewOf(rows[0]) });
});

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false }) as const;

/** The product's form, block by block; the run compares the two. */
function viewOf({ boutique, name, zones }: Row): ModalView {
  const options = zones.map((zone) => ({ text: plain(zone.name), value: zone.id }));
  const reasons = [
    { text: plain('Weekly cycle'), value: 'weekly' },
    { text: plain('Spot check'), value: 'spot' },
  ];
  const route = { interaction: 'count', boutique, subject: '', instance: 'x'.repeat(36) };
  return {
    type: 'modal',
    callback_id: 'form',
    private_metadata: JSON.stringify(route),
    title: plain('Stock count'),
    submit: plain('Save batch'),
    close: plain('Cancel'),
    blocks: [
      { type: 'section', text: plain(name) },
      {
        type: 'input',
        block_id: 'zone',
        label: plain('Zone'),
        optional: false,
        element: { type: 'static_select', options, action_id: 'zone' },
      },
      {
        type: 'input',
        block_id: 'reason',
        label: plain('Why'),
        optional: false,
        element: { type: 'radio_buttons', options: reasons, initial_option: reasons[0], action_id: 'reason' },
      },
      {
        type: 'input',
        block_id: 'serials',
        label: plain('Serials'),
        optional: true,
        hint: plain('Scan or paste, any separator. More than fits? Save, then add the next batch.'),
        element: {
          type: 'plain_text_input',
          multiline: true,
          max_length: 3000,
          action_id: 'serials',
          focus_on_load: true,
        },
      },
      {
        type: 'input',
        block_id: 'file',
        label: plain('Or a file'),
        optional: true,
        hint: plain('What a reader or scanner exports: CSV or TXT.'),
        element: { type: 'file_input', filetypes: ['csv', 'txt'], max_files: 1, action_id: 'file' },
      },
      {
        type: 'input',
        block_id: 'also',
        label: plain('More zones in this count'),
        optional: true,
        hint: plain('Only where several zones are counted together.'),
        element: { type: 'multi_static_select', options, action_id: 'also' },
      },
    ],
  } as ModalView;
}

const CONSTANT = viewOf({
  person: { roles: [] },
  boutique: 'MADISON',
  name: 'Madison Avenue',
  zones: ['Window', 'Vitrine 1', 'Vitrine 2', 'Tray wall', 'Safe'].map((zone) => ({
    id: `MADISON/${zone.toLowerCase().replace(' ', '-')}`,
    name: zone,
  })),
  stock: { stated_at: '' },
});

const server = await app.start(0);
process.on('disconnect', () => process.exit(0));
process.send?.({ port: (server.address() as AddressInfo).port });
