import { expect, it } from 'vitest';
import { demoNetwork } from '../../src/demo/network.js';
import { demoPlaces } from '../../src/demo/places.js';
import { demoStock } from '../../src/demo/stock.js';
import { demoStockFile } from '../../src/demo/stock-file.js';
import { readSerial } from '../../src/domain/piece.js';
import { readStockFile } from '../../src/imports/stock-file.js';

const codes = demoPlaces.map(({ code }) => code);
const expected = ['In stock', 'Reserved'];

it('is the same at every start', () => {
  expect(demoStock('MADISON')).toEqual(demoStock('MADISON'));
  expect(demoStock('MADISON')[0]).toMatchInlineSnapshot(`
    {
      "cost": 107160,
      "description": "Necklace, rose gold",
      "reference": "NK-13",
      "retail": 2820,
      "serial": "NK-13-136",
      "status": "In stock",
      "zone": "Vitrine 2",
    }
  `);
});

it.each(codes)('%s has 300 to 600 pieces, in every zone, at plausible prices', (code) => {
  const stock = demoStock(code);
  const prices = stock.map(({ retail }) => retail);

  expect(stock.length).toBeGreaterThanOrEqual(300);
  expect(stock.length).toBeLessThanOrEqual(600);
  expect(new Set(stock.map(({ zone }) => zone)).size).toBe(5);
  expect(Math.min(...prices)).toBeGreaterThanOrEqual(1_250);
  expect(prices.filter((price) => price > 100_000).length).toBeLessThan(10);
  expect(stock.filter(({ status }) => expected.includes(status)).length).toBeGreaterThan(stock.length * 0.85);
});

it('has no serial twice, and only serials that can be read', () => {
  const serials = codes.flatMap((code) => demoStock(code).map(({ serial }) => serial));

  expect(new Set(serials).size).toBe(serials.length);
  expect(serials.filter((serial) => readSerial(serial) !== serial)).toEqual([]);
  expect(serials.filter((serial) => !/^(RG|ER|BR|NK|WT)-\d\d-\d{3}$/.test(serial))).toEqual([]);
});

it('gives one reference one description and one price everywhere', () => {
  const articles = new Set(
    codes.flatMap((code) =>
      demoStock(code).map(({ reference, description, retail }) => `${reference} ${description} ${retail}`),
    ),
  );

  expect(articles.size).toBe(new Set([...articles].map((article) => article.slice(0, 5))).size);
});

it('leaves 24 pieces in the zone a newcomer counts, all of them expected there', () => {
  const zone = demoStock('MADISON').filter((piece) => piece.zone === 'Vitrine 2');

  expect(zone).toHaveLength(24);
  expect(zone.every(({ status }) => expected.includes(status))).toBe(true);
});

it('is exported as a register would, and read without a fault', () => {
  const zonesOf = (code: string, zones: readonly { readonly name: string; readonly aliases: readonly string[] }[]) =>
    zones.map((zone) => ({ ...zone, id: `${code}/${zone.name}` }));
  const boutiques = demoNetwork().boutiques.map((boutique) => ({
    ...boutique,
    zones: zonesOf(boutique.code, boutique.zones),
  }));

  for (const code of codes) {
    const { pieces, faults } = readStockFile(demoStockFile(code), { boutiques });
    expect(faults).toEqual([]);
    expect(pieces).toHaveLength(demoStock(code).length);
  }
});
