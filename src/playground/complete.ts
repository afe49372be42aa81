import type { BlockJson } from './protocol.js';

type Json = Readonly<Record<string, unknown>>;

const interactive = new Set([
  'button',
  'static_select',
  'multi_static_select',
  'external_select',
  'radio_buttons',
  'checkboxes',
  'datepicker',
  'timepicker',
  'plain_text_input',
  'number_input',
  'file_input',
]);

/** What Slack fills in where the bot says nothing, by type. */
const defaults: Readonly<Record<string, Json>> = {
  plain_text: { emoji: true },
  mrkdwn: { verbatim: false },
  input: { optional: false, dispatch_action: false },
  plain_text_input: { dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } },
  file_input: { max_files: 10, max_file_size_bytes: 10_000_000 },
};

/** Blocks as Slack echoes them: every block with a `block_id`, every element with an `action_id`, defaults spelled out. */
export function complete(blocks: unknown, newId: () => string): readonly BlockJson[] {
  return (blocks as readonly Json[]).map((block) => {
    const filled = fill(block, newId) as Json & { type: string };
    return { ...filled, block_id: given(block.block_id) ?? newId() };
  });
}

export function withDefaults<T>(value: T, newId: () => string): T {
  return fill(value, newId) as T;
}

function fill(value: unknown, newId: () => string): unknown {
  if (Array.isArray(value)) return value.map((item) => fill(item, newId));
  if (typeof value !== 'object' || value === null) return value;
  const filled = Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item, newId)]));
  const type = String((value as Json).type);
  const identified = interactive.has(type) ? { action_id: given((value as Json).action_id) ?? newId() } : {};
  return { ...defaults[type], ...filled, ...identified };
}

function given(id: unknown): string | undefined {
  return typeof id === 'string' && id !== '' ? id : undefined;
}
