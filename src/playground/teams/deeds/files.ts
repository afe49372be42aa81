import { HttpRefusal } from '../../http.js';
import { sendActivity, troubleOf } from '../dispatcher.js';
import { addressOf, extension, newFile, newPass } from '../files.js';
import { findMessage, keep } from '../messages.js';
import type { AnswerConsent, SendFile, TeamsAnswer, TeamsUser } from '../protocol.js';
import type { StoredAttachment, StoredFile } from '../stored.js';
import type { TeamsWorld } from '../world.js';
import { conversationOf, messageOf, placeOf, placeOfMessage } from './places.js';
import { cardEnvelope } from './press.js';
import { speak } from './say.js';

/** A file put into the message box. Outside the personal chat the bot gets only the text, as in Teams. */
export async function sendFile(
  world: TeamsWorld,
  user: TeamsUser,
  sent: SendFile,
  bytes: Buffer,
): Promise<TeamsAnswer> {
  const place = placeOf(world, user, sent.conversation, sent.threadId);
  const file = newFile(world, { name: sent.name, size: bytes.length, user: user.id, state: 'complete' });
  await world.store.keepBytes(file.id, bytes);
  const personal = place.conversation.kind === 'personal';
  speak(world, {
    user,
    place,
    text: sent.text ?? '',
    mention: sent.mention === 'true',
    attachments: [{ kind: 'file', name: file.name, fileType: extension(file.name), file: file.id }],
    files: personal ? [downloadInfo(world, file, sent.device === 'ios')] : [],
    platform: sent.device === 'ios' ? 'iOS' : 'Windows',
  });
  return { ok: true };
}

/** The answer to "wants to send you a file": with a yes the bot gets an address to put it to. */
export async function answerConsent(world: TeamsWorld, user: TeamsUser, deed: AnswerConsent): Promise<TeamsAnswer> {
  const conversation = conversationOf(world, user, deed.conversation);
  const message = messageOf(world, user, conversation, deed.message);
  const consent = message.attachments.find((attachment) => attachment.kind === 'consent');
  if (consent?.state !== 'open') throw new HttpRefusal(400, 'This question was answered.');

  const accepted = deed.action === 'accept';
  const context = accepted ? consent.acceptContext : consent.declineContext;
  const value = {
    type: 'fileUpload',
    action: deed.action,
    context: context ?? null,
    ...(accepted ? { uploadInfo: uploadInfo(world, user, consent) } : {}),
  };
  const place = placeOfMessage(conversation, message);
  const { replyToId: _none, ...rest } = cardEnvelope(world, { user, place, message });
  const trouble = troubleOf(
    await sendActivity(world, { ...rest, name: 'fileConsent/invoke', value, replyToId: message.id }),
  );
  if (trouble !== null) return { ok: false, trouble };
  close(world, conversation.id, message.id);
  return { ok: true };
}

/** The bot may have deleted or changed the card by then. */
function close(world: TeamsWorld, conversation: string, id: string): void {
  const message = findMessage(world, conversation, id);
  if (!message?.attachments.some((attachment) => attachment.kind === 'consent')) return;
  const answered = (attachment: StoredAttachment): StoredAttachment =>
    attachment.kind === 'consent' ? { ...attachment, state: 'answered' } : attachment;
  keep(world, { ...message, attachments: message.attachments.map(answered) });
}

function uploadInfo(world: TeamsWorld, user: TeamsUser, { name }: Extract<StoredAttachment, { kind: 'consent' }>) {
  const file = newFile(world, { name, size: 0, user: user.id, state: 'promised' });
  return {
    contentUrl: contentUrl(world, file),
    name,
    uploadUrl: addressOf(world, newPass(world, file, 'upload')),
    uniqueId: file.id,
    fileType: extension(name),
  };
}

/** An address that anybody may fetch for a while; from that one app it leads to a web page. */
function downloadInfo(world: TeamsWorld, file: StoredFile, fromPhone: boolean) {
  const downloadUrl = addressOf(world, newPass(world, file, fromPhone ? 'web-page' : 'download'));
  const etag = fromPhone ? {} : { etag: `"{${file.id}},1"` };
  return {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    content: { downloadUrl, uniqueId: file.id, fileType: extension(file.name), ...etag },
    contentUrl: fromPhone ? downloadUrl : contentUrl(world, file),
    name: file.name,
  };
}

/** Where the file lies for people; the bot has no right there. */
function contentUrl(world: TeamsWorld, file: StoredFile): string {
  return `${world.options.baseUrl}/playground/teams/documents/${file.id}/${encodeURIComponent(file.name)}`;
}
