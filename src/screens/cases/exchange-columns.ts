import type { CentreClass } from '../../core/exchange/centre-classes.ts';
import { EXCHANGE_COLUMNS, EXCHANGE_FIELDS, exchangeCells } from '../../core/exchange/exchange-record.ts';
import type { ProblemRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import type { ExportColumn } from '../../state/cases-export.svelte.ts';
import { name } from '../../text/say.ts';
import { sourceWords } from './case-words.ts';

/** Columns of the file that goes to the city's management centre. Titles belong to the format: they are the same in every language. */
export function exchangeColumns(classes: readonly CentreClass[]): readonly ExportColumn[] {
  let last: ProblemRecord | null = null;
  let cells: readonly string[] = [];
  const cellsOf = (row: ProblemRecord): readonly string[] => {
    if (row !== last) {
      last = row;
      cells = exchangeCells(row, {
        unit: city.unitById.get(row.unit)?.name ?? '',
        origin: name('trade_origin', row.origin),
        address: [city.gridById.get(row.town)?.name ?? '', row.source ? sourceWords(row) : '']
          .join(' ')
          .trim(),
        classes,
      });
    }
    return cells;
  };
  return EXCHANGE_FIELDS.map((field, at) => ({
    title: EXCHANGE_COLUMNS[field],
    kind: 'text',
    value: (row) => cellsOf(row)[at] ?? '',
  }));
}
