import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { capabilities } from '../src/capabilities/index.js';

/** The manifest schema's limits (slackapi/manifest-schema 2.0.0), for the parts we use. Unknown keys fail, as they do at Slack. */
const address = z.url({ protocol: /^https$/ });
const Manifest = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.int() }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    background_color: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.literal(true),
      /** Cards go to people's direct messages, which are this tab. */
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().min(1).max(80), always_online: z.boolean() }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z
            .string()
            .min(2)
            .max(32)
            .regex(/^\/[a-z-]+$/),
          url: address,
          description: z.string().min(1).max(2_000),
          usage_hint: z.string().max(1_000),
          /** Slack would write mentions as codes into what was typed. */
          should_escape: z.literal(false),
        }),
      )
      .max(50),
    /** Left out while no capability has one. */
    shortcuts: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(24),
          type: z.literal('message'),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .max(10)
      .optional(),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(address).max(1_000),
    scopes: z.strictObject({ bot: z.array(z.string()).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: address, bot_events: z.array(z.string()).max(100) }),
    /** Menus that find ask at the second address. */
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: address,
      message_menu_options_url: address,
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.literal(false),
    /** A token from the settings page stops working after twelve hours where this is on. */
    token_rotation_enabled: z.literal(false),
  }),
});

/** What Slack asks for each method and event (docs.slack.dev). One that is not listed here fails the test below. */
const SCOPES_OF_METHODS: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'files.info': ['files:read'],
  'files.uploadV2': ['files:write'],
  'users.info': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
};
const SCOPES_OF_EVENTS: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_uninstalled: [],
  tokens_revoked: [],
};

const manifest = Manifest.parse(JSON.parse(readFileSync('manifests/slack/manifest.json', 'utf8')));
const source = readdirSync('src/slack')
  .map((file) => readFileSync(join('src/slack', file), 'utf8'))
  .join('\n');
const found = (pattern: RegExp): string[] => [...new Set([...source.matchAll(pattern)].map(([, name]) => name ?? ''))];

describe("Slack's manifest", () => {
  it('lists the commands that exist', () => {
    const commands = capabilities.flatMap((capability) => Object.keys(capability.commands));
    const typed = [...new Set(commands.map((words) => `/${words.split(' ')[0]}`))];

    expect(manifest.features.slash_commands.map(({ command }) => command).sort()).toEqual(typed.sort());
  });

  it('lists the shortcuts that exist, by the names and words that they have', () => {
    const shortcuts = capabilities.flatMap((capability) => Object.entries(capability.shortcuts));
    const listed = manifest.features.shortcuts ?? [];

    expect(listed.map(({ callback_id, name }) => [callback_id, name])).toEqual(
      shortcuts.map(([name, { title }]) => [name, title]),
    );
    for (const { description } of listed) expect(description).toMatch(/^[A-Z][^!]*[^.!]$/);
  });

  it('subscribes to the events that are listened to', () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(found(/\.event\('([a-z_]+)'/g));
  });

  it('asks for the scopes of what is called and listened to, and for no other', () => {
    const methods = found(/\bclient\.((?:[a-z]+\.)+[a-zA-Z0-9]+)\(/g);
    const events = manifest.settings.event_subscriptions.bot_events;
    const needed = [
      'commands',
      ...methods.flatMap((method) => SCOPES_OF_METHODS[method] ?? [`unknown method ${method}`]),
      ...events.flatMap((event) => SCOPES_OF_EVENTS[event] ?? [`unknown event ${event}`]),
    ];

    expect(methods.length).toBeGreaterThanOrEqual(9);
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...new Set(needed)].sort());
  });

  it('calls by name every method of its table', () => {
    expect(found(/\bclient\.((?:[a-z]+\.)+[a-zA-Z0-9]+)\(/g).sort()).toEqual(Object.keys(SCOPES_OF_METHODS).sort());
    expect(source).not.toMatch(/apiCall\(/);
  });

  it('sends everything to one address', () => {
    const { slash_commands } = manifest.features;
    const { event_subscriptions, interactivity } = manifest.settings;
    const addresses = [
      ...slash_commands.map(({ url }) => url),
      event_subscriptions.request_url,
      interactivity.request_url,
      interactivity.message_menu_options_url,
    ];

    expect(new Set(addresses).size).toBe(1);
    expect(addresses[0]).toMatch(/\/slack\/events$/);
    expect(manifest.oauth_config.redirect_urls).toEqual([addresses[0]?.replace('/events', '/oauth_redirect')]);
  });
});

describe("Slack's manifest for Socket Mode", () => {
  it('is the same without any address', () => {
    const text = readFileSync('manifests/slack/manifest-socket.json', 'utf8');
    const addressed = /^(url|request_url|message_menu_options_url|redirect_urls)$/;
    const without = JSON.parse(JSON.stringify(manifest), (key, value) => (addressed.test(key) ? undefined : value));

    expect(text).not.toContain('https:');
    expect(JSON.parse(text)).toEqual({
      ...without,
      settings: { ...without.settings, socket_mode_enabled: true },
    });
  });
});
