import { civil, civilDate, hourMs } from "../../platform/index.ts";
import { plainText } from "./plain-text.ts";
import type { Cell, Column, ColumnKind, Table } from "./table.ts";

/** Who took a list away, when and what for: the first line of the sheet, so that a copy tells where it came from. */
export interface Watermark {
  readonly name: string;
  readonly at: Date;
  readonly purpose: string;
}

const formats: Readonly<Record<ColumnKind, string>> = {
  text: "@",
  count: "0",
  hours: "0.0",
  decimal: "0.00",
  day: "yyyy-mm-dd",
  moment: "yyyy-mm-dd hh:mm",
};
const widths: Readonly<Record<ColumnKind, number>> = { text: 0, count: 8, hours: 8, decimal: 8, day: 12, moment: 18 };
const stationOffsetMs = 8 * hourMs;
const rowsAtOnce = 500;

/**
 * A table as a workbook of one sheet: watermark and labels stay on top, numbers and dates are numbers and dates, a text is never a formula.
 * Others get their turn while a long list is written.
 */
export async function toXlsx(table: Table, watermark: Watermark): Promise<Uint8Array> {
  const { writeXlsxStream } = await import("hucre/xlsx");
  const columns = table.columns.map((column) => ({ width: widthOf(column, table), numFmt: formats[column.kind] }));
  const stream = writeXlsxStream(linesOf(table, watermark), { name: sheetName(table.title), columns, freezePane: { rows: 2 } });
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function* linesOf(table: Table, watermark: Watermark): AsyncGenerator<Cell[]> {
  yield [watermarkLine(table, watermark)];
  yield table.columns.map(({ label }) => plainText(label));
  for (const [i, row] of table.rows.entries()) {
    if (i % rowsAtOnce === rowsAtOnce - 1) await new Promise(setImmediate);
    yield table.columns.map(({ key }) => cellOf(row[key] ?? null));
  }
}

function watermarkLine({ title }: Table, { name, at, purpose }: Watermark): string {
  const { hour, minute } = civil(at);
  const when = `${civilDate(at)} ${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
  return plainText(`${title} · 导出人 ${name} · ${when} · 用途 ${purpose}`);
}

function cellOf(cell: Cell): Cell {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : null;
  // A spreadsheet has no time zones: what it shows is the station's time.
  if (cell instanceof Date) return new Date(cell.getTime() + stationOffsetMs);
  return cell === null ? null : plainText(cell);
}

/** Wide enough for the label and the first rows; a Chinese character takes two places. */
function widthOf({ key, label, kind }: Column, { rows }: Table): number {
  const longest = kind === "text" ? rows.slice(0, 200).map((row) => placesOf(String(row[key] ?? ""))) : [widths[kind]];
  return Math.min(40, Math.max(placesOf(label), ...longest) + 2);
}

function placesOf(text: string): number {
  let places = 0;
  for (const char of text) places += char > "\u2e7f" ? 2 : 1;
  return places;
}

/** Excel refuses some signs in the name of a sheet, and more than 31 of any. */
function sheetName(title: string): string {
  const name = plainText(title)
    .replace(/[\\/?*[\]:']/g, " ")
    .trim();
  return name.slice(0, 31) || "Sheet1";
}
