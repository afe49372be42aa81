import type { Page } from '../../domain/spreadsheet.js';
import { quantityOf } from './rules.js';
import type { CampaignAnswer } from './rules-campaigns.js';
import { outlierNow } from './rules-deciding.js';
import type { NeedLine } from './store-campaigns.js';

/** Article by boutique, and every line with what is known of it. */
export function needsPages(answers: readonly CampaignAnswer[], all: readonly NeedLine[]): readonly [Page, Page] {
  return [byArticle(answers, all), everyLine(all)];
}

function byArticle(answers: readonly CampaignAnswer[], all: readonly NeedLine[]): Page {
  const boutiques = answers.map(({ boutique }) => boutique).sort();
  const rows = new Map<string, Record<string, string | number>>();
  for (const line of all) {
    const { article, name, unit, boutique } = line;
    const key = `${article}/${unit}`;
    const row = rows.get(key) ?? { article, name, unit, total: 0 };
    rows.set(key, { ...row, [boutique]: quantityOf(line), total: Number(row.total) + quantityOf(line) });
  }
  return { name: 'By article', columns: ['article', 'name', 'unit', 'total', ...boutiques], rows: [...rows.values()] };
}

const LINE = 'boutique,article,name,unit,state,asked,validated,last year,times the usual'.split(',');

function everyLine(all: readonly NeedLine[]): Page {
  const rows = all.map((line) => {
    const { boutique, article, name, unit, state, asked, validated, lastYear } = line;
    const times = outlierNow(line);
    return {
      ...{ boutique, article, name, unit, state, asked },
      ...(validated !== null && { validated }),
      'last year': lastYear,
      ...(times !== null && { 'times the usual': times / 10 }),
    };
  });
  return { name: 'Every line', columns: LINE, rows };
}
