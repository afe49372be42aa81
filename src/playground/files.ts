import type { ClientFile } from './protocol.js';
import type { StoredFile } from './stored.js';
import type { World } from './world.js';

/** The file object of API answers, messages and `file_input` states. */
export function slackFile(world: World, file: StoredFile): Readonly<Record<string, unknown>> {
  const { team } = world.options.workspace;
  const address = `${world.options.baseUrl}/playground/files/${file.id}/${encodeURIComponent(file.name)}`;
  const filetype = extension(file.name);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype,
    pretty_type: filetype.toUpperCase(),
    user: file.user,
    user_team: team.id,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: file.shares.some(({ channel }) => channel.startsWith('C')),
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: address,
    url_private_download: address,
    media_display_type: 'unknown',
    permalink: `https://${team.domain}.slack.com/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
    comments_count: 0,
    ...sharing(file),
    has_more_shares: false,
    has_rich_preview: false,
    file_access: 'visible',
  };
}

export function clientFile(file: StoredFile): ClientFile {
  const { id, name, mimetype, size } = file;
  return { id, name, mimetype, size, href: `/playground/client/file/${id}/${encodeURIComponent(name)}` };
}

export function newFile(world: World, facts: Pick<StoredFile, 'name' | 'size' | 'user' | 'state'>): StoredFile {
  const created = Math.floor(world.options.now().getTime() / 1000);
  const file = {
    ...facts,
    id: world.idFor('F'),
    title: facts.name,
    mimetype: mimetypeOf(facts.name),
    created,
    shares: [],
  };
  world.files.set(file.id, file);
  return file;
}

function sharing({ shares }: StoredFile): Readonly<Record<string, unknown>> {
  const inChannels = shares.filter(({ channel }) => channel.startsWith('C'));
  const inDirect = shares.filter(({ channel }) => channel.startsWith('D'));
  const grouped = (list: StoredFile['shares']) =>
    Object.fromEntries(list.map(({ channel }) => [channel, list.filter((share) => share.channel === channel)]));
  return {
    shares: {
      ...(inChannels.length > 0 ? { public: grouped(inChannels) } : {}),
      ...(inDirect.length > 0 ? { private: grouped(inDirect) } : {}),
    },
    channels: inChannels.map(({ channel }) => channel),
    groups: [],
    ims: inDirect.map(({ channel }) => channel),
  };
}

const mimetypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  txt: 'text/plain',
  text: 'text/plain',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export function mimetypeOf(name: string): string {
  return mimetypes[extension(name)] ?? 'application/octet-stream';
}

function extension(name: string): string {
  return name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : 'binary';
}
