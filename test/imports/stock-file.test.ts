import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { faultInWords } from '../../src/domain/fault.js';
import { readStockFile } from '../../src/imports/stock-file.js';
import type { StockBoutique } from '../../src/imports/stock-places.js';
import { readStatus } from '../../src/imports/stock-words.js';

const english = 'Serial number,Item code,Description,Store,Location,Retail price,Cost,Status';
const french = 'N° série;Code article;Désignation;Dépôt;Emplacement;Prix de vente TTC;Prix de revient;Statut';
const ring = 'RG-20-088,RG-20,"Ring, white gold, 0.52 ct",MADISON,Vitrine 2,"4,200.00",1596.00,In stock';
const bague = 'RG-20-088;RG-20;Bague or blanc 0,52 ct;Dépôt Madison;Vitrine n°2;4\u00a0200,00;1\u202f596,00;Réservé';

describe('a readable export', () => {
  it('is read to the last cell', () => {
    expect(piecesOf(`${english}\n${ring}\n`)).toEqual([
      {
        boutiqueCode: 'MADISON',
        serial: 'RG-20-088',
        reference: 'RG-20',
        description: 'Ring, white gold, 0.52 ct',
        zoneId: 'MADISON/vitrine-2',
        retail: 420_000,
        cost: 159_600,
        status: 'in-stock',
      },
    ]);
  });

  it('is read in French', () => {
    const [piece] = piecesOf(`${french}\r\n${bague.replace('Dépôt Madison', 'madison')}\r\n`);

    expect(piece).toMatchObject({
      boutiqueCode: 'MADISON',
      zoneId: 'MADISON/vitrine-2',
      retail: 420_000,
      cost: 159_600,
    });
    expect(piece).toMatchObject({ description: 'Bague or blanc 0,52 ct', status: 'reserved' });
  });

  const frenchFile = `${french}\r\nBO-1;BO;Boucles d’oreilles serties, 1\u00a0250 €;RODEO;Coffre-fort;1\u00a0250,00 $;475,00;Confié`;
  it.each([
    ['UTF-8', iconv.encode(frenchFile, 'utf-8')],
    ['UTF-8 with a mark', iconv.encode(frenchFile, 'utf-8', { addBOM: true })],
    ['UTF-16, little end first', iconv.encode(frenchFile, 'utf-16le', { addBOM: true })],
    ['UTF-16, big end first', iconv.encode(frenchFile, 'utf-16be', { addBOM: true })],
    ['Windows-1252', iconv.encode(frenchFile, 'windows-1252')],
  ])('is read in %s', (_, bytes) => {
    const { pieces, faults } = readStockFile(bytes, network);

    expect(faults).toEqual([]);
    expect(pieces).toEqual([
      expect.objectContaining({
        serial: 'BO-1',
        description: 'Boucles d’oreilles serties, 1\u00a0250 €',
        retail: 125_000,
      }),
    ]);
  });

  it.each([',', ';', '\t'])('is read with %j between the cells', (delimiter) => {
    const lines = [english, 'A1,A,"x, ""y""; z",MADISON,Safe,10,5,Sold'.replace('"x, ""y""; z"', 'QUOTED')];
    const file = lines.join('\n').replaceAll(',', delimiter).replace('QUOTED', '"x, ""y""; z\t!"');

    expect(piecesOf(file)).toEqual([
      expect.objectContaining({ serial: 'A1', description: 'x, "y"; z\t!'.replace('\t', ' ') }),
    ]);
  });

  it('finds the delimiter where a header holds another one', () => {
    const header = '"Serial, no";SKU;"Desc, long, very";Description;Store;Zone;Price;Cost;State';

    expect(piecesOf(`${header}\nA1;A;;;MADISON;Safe;10;5;Sold`)).toHaveLength(1);
  });

  it.each([
    [
      'serial',
      ['serial number', 'SERIAL', 'Serial No.', 'sn', 'numéro de série', 'NUMERO_DE_SERIE', 'n° série', 'no serie'],
    ],
    ['reference', ['item code', 'SKU', 'ref', 'Réf.', 'reference', 'code article', 'référence', 'ITEM_CODE']],
    ['description', ['description', 'desc', 'désignation', 'Libellé', 'LIBELLE']],
    ['boutique', ['store', 'boutique', 'warehouse', 'dépôt', 'Magasin', 'établissement', 'ETABLISSEMENT']],
    ['zone', ['location', 'zone', 'bin', 'Emplacement']],
    ['retail', ['retail price', 'price', 'RRP', 'prix de vente', 'Prix de vente T.T.C.', 'pv ttc', 'PV_TTC']],
    ['cost', ['cost', 'wac', 'prix de revient', 'PAMP']],
    ['status', ['status', 'state', 'statut', 'etat', 'État']],
  ])('may call the %s %j', (meaning, names) => {
    const usual = ['serial', 'reference', 'description', 'boutique', 'zone', 'retail', 'cost', 'status'];
    const plain = ['serial', 'sku', 'desc', 'store', 'zone', 'price', 'cost', 'status'];
    for (const name of names) {
      const header = plain.map((word, index) => (usual[index] === meaning ? name : word));
      expect(piecesOf(`${header.join(';')};Supplier\nA1;A;;MADISON;Safe;10;5;Sold;Somebody`), name).toHaveLength(1);
    }
  });

  it.each([
    ['In stock', 'in-stock'],
    ['EN STOCK', 'in-stock'],
    ['in-stock', 'in-stock'],
    ['Réservé', 'reserved'],
    ['reserve', 'reserved'],
    ['reserved', 'reserved'],
    ['In transit', 'in-transit'],
    ['en transit', 'in-transit'],
    ['At workshop', 'at-workshop'],
    ['Atelier', 'at-workshop'],
    ['On memo', 'on-memo'],
    ['Confié', 'on-memo'],
    ['Sold', 'sold'],
    ['vendu', 'sold'],
    ['Perdu?', null],
    ['', null],
  ])('a status %j is %j', (text, status) => {
    expect(readStatus(text)).toBe(status);
  });

  it('needs no boutique in it where the boutique is said', () => {
    const file = `Serial,Ref,Desc,Zone,Price,Cost,Status\nA1,A,,vitrine  2,10,5,Sold\n`;

    expect(piecesOf(file, 'madison')).toEqual([
      expect.objectContaining({ boutiqueCode: 'MADISON', zoneId: 'MADISON/vitrine-2' }),
    ]);
    expect(piecesOf(file, 'Beverly Hills')).toEqual([expect.objectContaining({ boutiqueCode: 'RODEO' })]);
  });

  it('may name the boutique, repeat the delimiter in a first line, and have empty lines and cells', () => {
    const file = `sep=;\r\n\r\n${english.replaceAll(',', ';')}\r\n\r\nA1;A;;beverly  hills;SAFE;10;5;Sold;;\r\n;;;;;;;\r\n`;

    expect(piecesOf(file)).toEqual([expect.objectContaining({ boutiqueCode: 'RODEO', zoneId: 'RODEO/safe' })]);
  });

  it('keeps leading zeros of a serial and compares it in upper case', () => {
    expect(piecesOf(`${english}\n 00012a ,A,,RODEO,Safe,10,5,Sold`)).toEqual([
      expect.objectContaining({ serial: '00012A' }),
    ]);
  });

  it('reads inches in a description', () => {
    expect(piecesOf(`${english.replaceAll(',', ';')}\nA1;A;Chain 18" gold;RODEO;Safe;10;5;Sold`)).toEqual([
      expect.objectContaining({ description: 'Chain 18" gold' }),
    ]);
  });
});

describe('a faulty export', () => {
  it('is told every fault, by line, column and value', () => {
    const file = [
      english,
      'A1,A,,MADISON,Safe,10.00,5.00,In stock',
      ',A,,MADISON,Safe,10.00,5.00,In stock',
      'a1,A,,MADISON,Safe,n/a,5.00,Perdu?',
      '1.2E+11,A,,MADISON,Roof,-10.00,5.00,In stock',
      'RG 12?4,A,,ATLANTIS,Safe,10.00,,',
      'A1,A,,RODEO,,10.00,5.00,Sold',
      'A7,A,,RODEO,Safe',
      'A8,A,,RODEO,Safe,1,234.00,5.00,Sold',
    ];

    expect(faultsOf(file.join('\n'))).toEqual([
      'Line 3, Serial number: There is no serial here.',
      'Line 4, Serial number "a1": This serial is on line 2 too.',
      'Line 4, Retail price "n/a": This is not a price.',
      'Line 4, Status "Perdu?": This status is not known. Known are in stock, reserved, in transit, at workshop, on memo, sold.',
      'Line 5, Serial number "1.2E+11": A spreadsheet turned this serial into a number, and its digits are lost. Export again, and import without opening the file in a spreadsheet.',
      'Line 5, Location "Roof": Madison Avenue has no such zone. It has Window, Vitrine 2, Safe.',
      'Line 5, Retail price "-10.00": A price can\'t be negative.',
      'Line 6, Serial number "RG 12?4": This is not a serial. It has letters, digits and - . / _ #, at most 40.',
      'Line 6, Store "ATLANTIS": There is no boutique of this code or name.',
      'Line 6, Status: There is no status here.',
      'Line 7, Serial number "A1": This serial is on line 2 too.',
      'Line 7, Location: There is no zone here.',
      'Line 8: This line has 5 columns, and the header has 8.',
      'Line 9: This line has 9 columns, and the header has 8.',
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('counts lines as an editor does, also with %j within quotation marks', (end) => {
    const file = [
      english,
      '',
      `A1,A,"two${end}lines${end}${end}or four",MADISON,Safe,10,5,Sold`,
      'B2,A,,MADISON,Roof,10,5,Sold',
    ];

    expect(readStockFile(Buffer.from(file.join(end)), network).faults).toEqual([
      { line: 7, column: 'Location', reason: expect.stringContaining('no such zone'), value: 'Roof' },
    ]);
  });

  it('says where a quotation mark swallowed a line', () => {
    const file = [english, 'A1,A,"Ring,MADISON,Safe,10,5,Sold', 'B2,A,"Ring",MADISON,Safe,10,5,Sold'];

    expect(faultsOf(file.join('\n'))).toContain("Line 2: The quotation marks on this line and the next don't match.");
  });

  it('says where a quotation mark is never closed, and what was wrong before', () => {
    const file = [
      english,
      'A1,A,,MADISON,Roof,10,5,Sold',
      'A2,A,"Ring,MADISON,Safe,10,5,Sold',
      'A3,A,,MADISON,Safe,10,5,Sold',
    ];

    expect(faultsOf(file.join('\n'))).toEqual([
      expect.stringContaining('Line 2, Location "Roof"'),
      'Line 3: A quotation mark opens here and is not closed; what follows could not be read.',
    ]);
  });

  it('names every column that is missing, and one that is there twice', () => {
    expect(faultsOf('Serial,Desc,Location,Zone,Status,status\nA1,,Safe,Safe,Sold,Sold')).toEqual([
      'Line 1, Zone: "Location" and "Zone" both mean the zone. Keep the one that counts.',
      'Line 1, status: "Status" and "status" both mean the status. Keep the one that counts.',
      'Line 1, Reference: The file has no column "Reference".',
      'Line 1, Retail price: The file has no column "Retail price".',
      'Line 1, Cost: The file has no column "Cost".',
      'Line 1, Boutique: The file has no column "Boutique". Add one, or say which boutique it is with --boutique CODE.',
    ]);
  });

  it('refuses lines of another boutique than the one that was said', () => {
    expect(faultsOf(`${english}\n${ring}\nB1,B,,RODEO,Safe,10,5,Sold`, 'MADISON')).toEqual([
      'Line 3, Store "RODEO": This line is of Beverly Hills, and the import is for Madison Avenue.',
    ]);
  });

  it.each([
    ['12.50', 100],
    ['1,234,567', 123_400],
  ])('reads "1,234" as %s beside it allows', (other) => {
    const file = [english, `A1,A,,RODEO,Safe,"1,234","${other}",Sold`];

    expect(piecesOf(file.join('\n'))).toEqual([expect.objectContaining({ retail: 123_400 })]);
  });

  it('does not guess what "1,234" is', () => {
    expect(faultsOf(`${english}\nA1,A,,RODEO,Safe,"1,234",950,Sold`)).toEqual([
      'Line 2, Retail price "1,234": This reads in two ways, and no other price in the file says which. Write 1234.00 or the like.',
    ]);
  });

  it.each([
    ['nothing', '', 'The file is empty.'],
    ['white space', ' \r\n\r\n', 'The file is empty.'],
    [
      'only a header',
      `${english}\r\n\r\n`,
      'The file has a header but no pieces. Export the whole stock and import that.',
    ],
    [
      'a picture',
      '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR',
      'The file is not text. Export it from the register as CSV or text.',
    ],
    [
      'a workbook',
      'PK\u0003\u0004rest',
      'The file is a workbook or an archive. Save the sheet as CSV and import that.',
    ],
    ['a PDF', '%PDF-1.7', 'The file is a PDF. Export it from the register as CSV or text.'],
  ])('is refused as a whole: %s', (_, text, sentence) => {
    expect(() => readStockFile(Buffer.from(text, 'latin1'), network)).toThrow(sentence);
  });

  it('is refused as a whole: UTF-8 that is damaged, too many lines, too many bytes, a boutique nobody knows', () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(`${english}\n\xe9`, 'latin1')]);
    expect(() => readStockFile(marked, network)).toThrow('The file says it is UTF-8, but is damaged.');
    expect(() => readStockFile(Buffer.alloc(500_002, '\n'), network)).toThrow('The file is empty.');
    expect(() => readStockFile(Buffer.from(`a${'\n'.repeat(500_002)}`), network)).toThrow('more than 500,000 lines');
    expect(() => readStockFile(Buffer.alloc(64 * 1024 * 1024 + 1, 'a'), network)).toThrow('larger than 64 MB');
    expect(() => readStockFile(Buffer.from(ring), network, 'ATLANTIS')).toThrow('There are MADISON, RODEO.');
  });
});

function boutique(code: string, name: string): StockBoutique {
  const zones = [
    { id: `${code}/window`, name: 'Window', aliases: ['Vitrine rue'] },
    { id: `${code}/vitrine-2`, name: 'Vitrine 2', aliases: ['Vitrine n°2'] },
    { id: `${code}/safe`, name: 'Safe', aliases: ['Coffre', 'Coffre fort'] },
  ];
  return { code, name, currency: 'USD', zones };
}

const network = { boutiques: [boutique('MADISON', 'Madison Avenue'), boutique('RODEO', 'Beverly Hills')] };

function piecesOf(text: string, boutique?: string) {
  const { pieces, faults } = readStockFile(Buffer.from(text), network, boutique);
  expect(faults).toEqual([]);
  return pieces;
}

function faultsOf(text: string, boutique?: string) {
  return readStockFile(Buffer.from(text), network, boutique).faults.map(faultInWords);
}
