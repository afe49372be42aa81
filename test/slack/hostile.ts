/** What people and files may supply, and Slack must show as it is. */
export const HOSTILE = {
  markup: '<!channel> <@U1> <https://evil.example|safe> *x* _y_ ~z~ `c` & " \' > :wave:',
  long: 'x'.repeat(3_000),
  rightToLeft: 'خاتم ذهب \u202egnirts\u202c 💍👩‍👩‍👧 RG-20-88',
} as const;
