import type { CellObject, SheetData } from "write-excel-file/node";
import { hourMs } from "../../platform/index.ts";
import { plainText } from "./plain-text.ts";
import type { Cell, Column, ColumnKind, Table } from "./table.ts";

/** Who took a list away, when and what for: printed at the foot of every page, so that a copy tells where it came from. */
export interface Watermark {
  readonly name: string;
  readonly at: Date;
  readonly purpose: string;
}

const formats: Readonly<Partial<Record<ColumnKind, string>>> = {
  count: "0",
  hours: "0.0",
  decimal: "0.00",
  day: "yyyy-mm-dd",
  moment: "yyyy-mm-dd hh:mm",
};
const widths: Readonly<Record<Exclude<ColumnKind, "text">, number>> = { count: 10, hours: 12, decimal: 10, day: 12, moment: 18 };
const stationOffsetMs = 8 * hourMs;

/**
 * A table as a workbook of one sheet: the labels stay on top, numbers and dates are numbers and dates, a text is never a formula.
 * The whole file is made in memory.
 */
export async function toXlsx(table: Table, watermark: Watermark): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const { toBuffer } = writeExcelFile(
    sheetOf(table),
    {
      sheet: sheetName(table.title),
      columns: table.columns.map((column) => ({ width: widthOf(column, table) })),
      stickyRowsCount: 1,
      orientation: "landscape",
    },
    {
      fontFamily: "等线",
      features: [{ files: { transform: { "xl/worksheets/sheet{id}.xml": { insert: () => footer(table.title, watermark) } } } }],
    },
  );
  return toBuffer();
}

function sheetOf({ columns, rows }: Table): SheetData {
  const head = columns.map(
    ({ label }): CellObject => ({ value: plainText(label), type: String, fontWeight: "bold", backgroundColor: "#EEF2F0" }),
  );
  return [head, ...rows.map((row) => columns.map(({ key, kind }) => cellOf(row[key] ?? null, kind)))];
}

function cellOf(cell: Cell, kind: ColumnKind): CellObject | null {
  if (cell === null || (typeof cell === "number" && !Number.isFinite(cell))) return null;
  const format = formats[kind] ?? "0.##";
  if (typeof cell === "number") return { value: cell, type: Number, format };
  // A spreadsheet has no time zones: what it shows is the station's time.
  if (cell instanceof Date)
    return { value: new Date(cell.getTime() + stationOffsetMs), type: Date, format: formats[kind] ?? "yyyy-mm-dd hh:mm" };
  return { value: plainText(cell), type: String };
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
  return (
    plainText(title)
      .replace(/[\\/?*[\]:']/g, " ")
      .trim()
      .slice(0, 31) || "Sheet1"
  );
}

/** `&` begins a command in headers and footers: doubled it is itself. */
function footer(title: string, { name, at, purpose }: Watermark): string {
  const when = new Date(at.getTime() + stationOffsetMs).toISOString().slice(0, 16).replace("T", " ");
  const line = [`导出人 ${name}`, when, `用途 ${purpose}`].map((words) => plainText(words).replaceAll("&", "&&")).join(" · ");
  const head = plainText(title).replaceAll("&", "&&");
  return `<headerFooter><oddHeader>${xml(`&C${head}`)}</oddHeader><oddFooter>${xml(`&L${line}&R&P / &N`)}</oddFooter></headerFooter>`;
}

function xml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
