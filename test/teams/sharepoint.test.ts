import { describe, expect, it } from 'vitest';
import { fetchFrom, isStore, putTo } from '../../src/teams/sharepoint.js';

const real = { origins: [] };

describe('files are fetched from, and put to', () => {
  it.each([
    'https://contoso.sharepoint.com/x',
    'https://contoso-my.sharepoint.com/_api/v2.0/drive/items/1/uploadSession?guid=1',
    'https://contoso.sharepoint.us/x',
    'https://contoso.sharepoint-mil.us/x',
  ])('%s', (address) => {
    expect(isStore(address, real)).toBe(true);
  });

  it('a stand-in, by its origin', () => {
    expect(isStore('http://127.0.0.1:3000/x', { origins: ['http://127.0.0.1:3000'] })).toBe(true);
    expect(isStore('http://127.0.0.1:3001/x', { origins: ['http://127.0.0.1:3000'] })).toBe(false);
    expect(isStore('http://me@127.0.0.1:3000/x', { origins: ['http://127.0.0.1:3000'] })).toBe(false);
  });
});

const elsewhere = [
  'https://sharepoint.com/x',
  'https://.sharepoint.com/x',
  'https://evilsharepoint.com/x',
  'https://contoso.sharepoint.com.evil.example/x',
  'https://evil.example/contoso.sharepoint.com',
  'https://evil.example?.sharepoint.com',
  'https://contoso.sharepoint.com@evil.example/x',
  'https://me:word@contoso.sharepoint.com/x',
  'https://contoso.sharepoint.com:8443/x',
  'http://contoso.sharepoint.com/x',
  'ftp://contoso.sharepoint.com/x',
  'http://127.0.0.1/x',
  'contoso.sharepoint.com/x',
  '',
];

describe('but never', () => {
  it.each(elsewhere)('%j', async (address) => {
    expect(isStore(address, real)).toBe(false);
    await expect(fetchFrom(address, 1, real)).rejects.toThrow('none of SharePoint');
    await expect(putTo(address, Buffer.from('x'), real)).rejects.toThrow('none of SharePoint');
  });
});
