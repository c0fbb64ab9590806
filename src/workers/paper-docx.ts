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
  VerticalAlignTable,
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
/** Half points; a table's 五号, so that a case's number stands in one line. */
const [TITLE_SIZE, TEXT_SIZE, TABLE_SIZE, PAGE_SIZE] = [44, 32, 21, 28];
/** Between type area and table: 156 mm wide. */
const NOTED = [600, 2780, 1240, 1440, 1180, 1600];
const PLAIN = [600, 2780, 1500, 2480, 1480];
const GRID = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

/** The paper as a .docx file that Word opens and an office edits. Text only: no macro, no link, no field but the page number. */
export async function paperDocx(paper: PrintedPaper): Promise<ArrayBuffer> {
  const children = [
    line(paper.issuer, { font: HEAD, size: TITLE_SIZE }, { alignment: AlignmentType.CENTER }),
    line(paper.title, { font: HEAD, size: TITLE_SIZE, bold: true }, { alignment: AlignmentType.CENTER }),
    line(paper.number, {}, { alignment: AlignmentType.CENTER, spacing: spaced({ after: 160 }) }),
    ...(paper.void ? [line(paper.footer, { bold: true }, { alignment: AlignmentType.CENTER })] : []),
    line(paper.to),
    ...paper.paragraphs.flatMap((each) => each.split('\n')).map((each) => line(each, {}, indented())),
    ...paper.fields.flatMap(([label, value]) =>
      value.split('\n').map((each, nth) => line(nth === 0 ? `${label}：${each}` : each, {}, indented())),
    ),
    ...(paper.points
      ? [
          grid(
            [paper.points.head, ...paper.points.rows],
            paper.points.head.length > PLAIN.length ? NOTED : PLAIN,
            true,
          ),
        ]
      : []),
    ...paper.lists.flatMap(({ title, lines }) => [
      line(title, { font: BOLD }, indented()),
      ...lines.map((each, nth) => line(`${nth + 1}. ${each}`, {}, indented())),
    ]),
    ...(paper.deadline
      ? [line(`${paper.deadline[0]}：${paper.deadline[1]}`, { font: BOLD }, indented())]
      : []),
    // No page has the signature alone, nor the receipt.
    ...paper.closing.map((each) => line(each, {}, { ...indented(), keepNext: true })),
    line(
      paper.signature.issuer,
      {},
      { alignment: AlignmentType.RIGHT, keepNext: true, spacing: spaced({ before: 200 }) },
    ),
    line(
      paper.signature.day,
      {},
      { alignment: AlignmentType.RIGHT, keepNext: true, spacing: spaced({ after: 80 }) },
    ),
    // Whoever signs has the whole receipt on one page, and a short paper is one page.
    new Paragraph({
      spacing: spaced(),
      keepNext: true,
      children: [
        new TextRun({ text: paper.receipt.title, font: BOLD }),
        ...(paper.void ? [] : [new TextRun({ text: `\u3000${paper.footer}`, size: TABLE_SIZE })]),
      ],
    }),
    grid(pairs(paper.receipt.rows), [1500, 2920, 1500, 2920]),
    // A document ends with a paragraph, never with a table.
    new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT } }),
  ];
  const file = new Document({
    title: paper.title,
    creator: paper.issuer,
    description: paper.number,
    styles: {
      default: {
        document: {
          // Without it another program takes another language's forms of the letters; Chinese for all of it would break numbers anywhere.
          run: { font: BODY, size: TEXT_SIZE, language: { value: 'en-US', eastAsia: 'zh-CN' } },
        },
      },
    },
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

/** With a head, which comes again on every page; without one no page ends between its rows. */
function grid(rows: readonly (readonly string[])[], widths: readonly number[], headed = false): Table {
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
          tableHeader: headed && nth === 0,
          height: { value: 420, rule: HeightRule.ATLEAST },
          children: cells.map(
            (text, column) =>
              new TableCell({
                width: { size: widths[column] ?? 1000, type: WidthType.DXA },
                margins: { top: 40, bottom: 40, left: 80, right: 80 },
                verticalAlign: VerticalAlignTable.CENTER,
                children: text.split('\n').map(
                  (each) =>
                    new Paragraph({
                      keepNext: !headed && nth < rows.length - 1,
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
