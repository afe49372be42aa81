import { choices, day, form, longText, optional } from '../../chat/form.js';
import type { Day } from '../../domain/calendar.js';
import { shortened } from '../../domain/words.js';

export const callForm = (title: string, people: Readonly<Record<string, string>>) =>
  form({
    name: 'call-votes',
    title: 'Ask for votes',
    submit: 'Ask',
    intro: `${shortened(title, 120)}. It passes once everybody named here says go.`,
    fields: { voters: choices('Voters', people) },
  });

export const noGoForm = (title: string) =>
  form({
    name: 'vote-no-go',
    title: 'No-go',
    submit: 'Send',
    intro: shortened(title, 120),
    fields: { why: longText('Reason', { hint: 'The director reads it, and so does everybody who votes.', max: 500 }) },
  });

export const overrideForm = (title: string) =>
  form({
    name: 'override',
    title: 'Override',
    submit: 'Override',
    intro: `${shortened(title, 120)}. It passes in spite of the no-go; your reason is on record.`,
    fields: { why: longText('Reason', { max: 500 }) },
  });

export const sendBackForm = (title: string) =>
  form({
    name: 'send-back',
    title: 'Send back',
    submit: 'Send back',
    intro: `${shortened(title, 120)}. The votes begin anew once the project lead asks for them.`,
    fields: { why: longText('What is to be done first', { max: 500 }) },
  });

export const holdForm = (title: string) =>
  form({
    name: 'hold',
    title: 'Hold',
    submit: 'Hold',
    intro: `${shortened(title, 120)}. Nobody is reminded until it goes on.`,
    fields: { why: longText('Reason', { max: 500 }) },
  });

export const resumeForm = (title: string, today: Day) =>
  form({
    name: 'resume',
    title: 'Resume',
    submit: 'Resume',
    intro: `${shortened(title, 120)}. Where its day no longer holds, choose another.`,
    fields: { day: optional(day('Its day', { from: today })), why: longText('Reason', { max: 500 }) },
  });

export const cancelForm = (title: string) =>
  form({
    name: 'cancel',
    title: 'Cancel',
    submit: 'Cancel it',
    intro: `${shortened(title, 120)}. It can't be taken up again.`,
    fields: { why: longText('Reason', { max: 500 }) },
  });
