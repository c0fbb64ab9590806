import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeightRule,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
  type IRunOptions,
} from 'docx';
import type { PrintedPaper } from '../core/papers/paper-model.ts';

/*
 * Page, sizes and fonts of official papers as GB/T 9704-2012 has them: A4, 37 mm above, 35 below, 28 left, 26 right; title 22 pt, text
 * 16 pt 仿宋 on a 28 pt line. Fonts are named, not embedded: an office's Word has them, another program puts its own in their place.
 */
const MM = 56.7;
const LINE_TWIPS = 560;
const BODY = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋', cs: '仿宋' };
const HEAD = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体', cs: '宋体' };
const BOLD = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '黑体', cs: '黑体' };
const [TITLE_SIZE, TEXT_SIZE, TABLE_SIZE, PAGE_SIZE] = [44, 32, 24, 28];
const GRID = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

/** The paper as a .docx file that Word opens and an office edits. Text only: no macro, no link, no field but the page number. */
export async function paperDocx(paper: PrintedPaper): Promise<ArrayBuffer> {
  const children = [
    line(paper.issuer, { font: HEAD, size: TITLE_SIZE }, { alignment: AlignmentType.CENTER }),
    line(paper.title, { font: HEAD, size: TITLE_SIZE, bold: true }, { alignment: AlignmentType.CENTER }),
    line(paper.number, {}, { alignment: AlignmentType.CENTER, spacing: spaced({ after: 240 }) }),
    ...(paper.void ? [line(paper.footer, { bold: true }, { alignment: AlignmentType.CENTER })] : []),
    line(paper.to),
    ...paper.paragraphs.flatMap((each) => each.split('\n')).map((each) => line(each, {}, indented())),
    ...paper.fields.flatMap(([label, value]) =>
      value.split('\n').map((each, nth) => line(nth === 0 ? `${label}：${each}` : each, {}, indented())),
    ),
    ...(paper.points ? [grid([paper.points.head, ...paper.points.rows], COLUMNS)] : []),
    ...paper.lists.flatMap(({ title, lines }) => [
      line(title, { font: BOLD }, indented()),
      ...lines.map((each, nth) => line(`${nth + 1}. ${each}`, {}, indented())),
    ]),
    ...(paper.deadline
      ? [line(`${paper.deadline[0]}：${paper.deadline[1]}`, { font: BOLD }, indented())]
      : []),
    ...paper.closing.map((each) => line(each, {}, indented())),
    line(paper.signature.issuer, {}, { alignment: AlignmentType.RIGHT, spacing: spaced({ before: 480 }) }),
    line(paper.signature.day, {}, { alignment: AlignmentType.RIGHT, spacing: spaced({ after: 360 }) }),
    // Whoever signs has the whole receipt on one page.
    line(paper.receipt.title, { font: BOLD }, { keepNext: true }),
    grid(pairs(paper.receipt.rows), [1700, 2700, 1700, 2700], true),
    ...(paper.void ? [] : [line(paper.footer, { size: TABLE_SIZE }, { spacing: spaced({ before: 120 }) })]),
  ];
  const file = new Document({
    title: paper.title,
    creator: paper.issuer,
    description: paper.number,
    styles: { default: { document: { run: { font: BODY, size: TEXT_SIZE } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: 210 * MM, height: 297 * MM },
            margin: { top: 37 * MM, bottom: 35 * MM, left: 28 * MM, right: 26 * MM },
          },
        },
        footers: { default: pageNumbers() },
        children,
      },
    ],
  });
  return Packer.toArrayBuffer(file);
}

const COLUMNS = [600, 2000, 1300, 1700, 1700, 1500];

function line(text: string, run: IRunOptions = {}, options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ spacing: spaced(), ...options, children: [new TextRun({ ...run, text })] });
}

function spaced(more: { before?: number; after?: number } = {}) {
  return { line: LINE_TWIPS, lineRule: LineRuleType.EXACT, ...more };
}

/** Two letters, as Chinese paragraphs begin. */
function indented(): IParagraphOptions {
  return { indent: { firstLine: TEXT_SIZE * 20 }, alignment: AlignmentType.BOTH };
}

/** `together`: no page ends between its rows. */
function grid(rows: readonly (readonly string[])[], widths: readonly number[], together = false): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: widths,
    borders: {
      top: GRID,
      bottom: GRID,
      left: GRID,
      right: GRID,
      insideHorizontal: GRID,
      insideVertical: GRID,
    },
    rows: rows.map(
      (cells, nth) =>
        new TableRow({
          cantSplit: true,
          tableHeader: nth === 0 && widths === COLUMNS,
          height: { value: 480, rule: HeightRule.ATLEAST },
          children: cells.map(
            (text, column) =>
              new TableCell({
                width: { size: widths[column] ?? 1000, type: WidthType.DXA },
                margins: { left: 80, right: 80 },
                children: text.split('\n').map(
                  (each) =>
                    new Paragraph({
                      keepNext: together && nth < rows.length - 1,
                      children: [new TextRun({ text: each, size: TABLE_SIZE })],
                    }),
                ),
              }),
          ),
        }),
    ),
  });
}

/** Label and value, two pairs to a row. */
function pairs(rows: readonly (readonly [string, string])[]): readonly (readonly string[])[] {
  const halves = Math.ceil(rows.length / 2);
  return Array.from({ length: halves }, (_, at) => [...rows[2 * at]!, ...(rows[2 * at + 1] ?? ['', ''])]);
}

function pageNumbers(): Footer {
  const run = { size: PAGE_SIZE, font: HEAD };
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ ...run, children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  });
}
