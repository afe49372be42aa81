import { ApiError, explained } from './api-error.js';
import { validateView } from './block-kit.js';
import { complete, withDefaults } from './complete.js';
import type { ClientView, StateValues } from './protocol.js';
import { stateValues } from './state-values.js';
import type { PlainText, StoredView } from './stored.js';
import { shortId, type World } from './world.js';

const stackLimit = 3;
const sizeLimit = 250_000;

interface Given {
  readonly type: 'modal' | 'home';
  readonly title?: PlainText;
  readonly submit?: PlainText | null;
  readonly close?: PlainText | null;
  readonly blocks: unknown;
  readonly private_metadata?: string;
  readonly callback_id?: string;
  readonly external_id?: string;
  readonly clear_on_close?: boolean;
  readonly notify_on_close?: boolean;
}

/** A new modal; it takes the place of whatever was open. */
export function openModal(world: World, user: string, given: unknown): StoredView {
  const id = world.idFor('V');
  const view = build(world, user, 'modal', given, { id, root: id, previous: null });
  showModals(world, user, [view]);
  return view;
}

export function pushModal(world: World, user: string, given: unknown): StoredView {
  const stack = modalsOf(world, user);
  const top = stack.at(-1);
  if (!top) throw new ApiError('not_found');
  if (stack.length >= stackLimit) throw new ApiError('push_limit_reached');
  const place = { id: world.idFor('V'), root: top.root_view_id, previous: top.id };
  const view = build(world, user, 'modal', given, place);
  showModals(world, user, [...stack, view]);
  return view;
}

export function replaceModal(world: World, old: StoredView, given: unknown): StoredView {
  const place = { id: old.id, root: old.root_view_id, previous: old.previous_view_id };
  const view = build(world, old.user, 'modal', given, place);
  const stack = modalsOf(world, old.user);
  showModals(
    world,
    old.user,
    stack.map((other) => (other.id === old.id ? view : other)),
  );
  return view;
}

/** Without the view and whatever lies above it. */
export function dropModal(world: World, view: StoredView): void {
  const stack = modalsOf(world, view.user);
  const index = stack.findIndex(({ id }) => id === view.id);
  if (index >= 0) showModals(world, view.user, stack.slice(0, index));
}

export function clearModals(world: World, user: string): void {
  showModals(world, user, []);
}

export function publishHome(world: World, user: string, given: unknown): StoredView {
  const id = world.homes.get(user)?.id ?? world.idFor('V');
  const view = build(world, user, 'home', given, { id, root: id, previous: null });
  world.homes.set(user, view);
  world.audience.tell([user], { type: 'home', view: clientView(view) });
  return view;
}

export function modalsOf(world: World, user: string): readonly StoredView[] {
  return world.modals.get(user) ?? [];
}

export function findModal(world: World, by: { readonly id: string } | { readonly externalId: string }) {
  const all = world.modals.values().flat();
  return all.find((view) => ('id' in by ? view.id === by.id : view.external_id === by.externalId));
}

export function clientView(view: StoredView): ClientView {
  const { id, hash, type, blocks } = view;
  const [submit, close] = [view.submit?.text ?? null, view.close?.text ?? null];
  return { id, hash, type, title: view.title.text, submit, close, blocks };
}

/** The view as API answers and interactions carry it. */
export function slackView(world: World, view: StoredView, values?: StateValues): Readonly<Record<string, unknown>> {
  const { team, app } = world.options.workspace;
  const { user: _user, ...shown } = view;
  return {
    ...shown,
    team_id: team.id,
    state: { values: values ?? stateValues(world, view.blocks, {}, 'absent') },
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}

interface Place {
  readonly id: string;
  readonly root: string;
  readonly previous: string | null;
}

function build(world: World, user: string, type: 'modal' | 'home', json: unknown, place: Place): StoredView {
  const given = check(world, type, json, place.id);
  const newId = () => shortId(world.options.newId()).slice(-8);
  const seconds = Math.floor(world.options.now().getTime() / 1000);
  return {
    id: place.id,
    user,
    type,
    hash: `${seconds}.${newId().toLowerCase()}`,
    title: withDefaults(given.title ?? { type: 'plain_text', text: 'View Title', emoji: true }, newId),
    submit: withDefaults(given.submit ?? null, newId),
    close: withDefaults(given.close ?? null, newId),
    blocks: complete(given.blocks, newId),
    private_metadata: given.private_metadata ?? '',
    callback_id: given.callback_id ?? '',
    external_id: given.external_id ?? '',
    clear_on_close: given.clear_on_close ?? false,
    notify_on_close: given.notify_on_close ?? false,
    root_view_id: place.root,
    previous_view_id: place.previous,
  };
}

function check(world: World, type: 'modal' | 'home', json: unknown, id: string): Given {
  if (JSON.stringify(json ?? null).length > sizeLimit) throw new ApiError('view_too_large');
  const complaints = validateView(json);
  if (complaints.length > 0) throw explained('invalid_arguments', complaints);
  const given = json as Given;
  if (given.type !== type) {
    throw explained('invalid_arguments', [`expected a view of type ${type} [json-pointer:/view/type]`]);
  }
  const all = [...world.modals.values().flat(), ...world.homes.values()];
  if (given.external_id && all.some((view) => view.external_id === given.external_id && view.id !== id)) {
    throw new ApiError('duplicate_external_id');
  }
  return given;
}

function showModals(world: World, user: string, stack: readonly StoredView[]): void {
  if (stack.length === 0) world.modals.delete(user);
  else world.modals.set(user, stack);
  world.audience.tell([user], { type: 'modals', modals: stack.map(clientView) });
}
