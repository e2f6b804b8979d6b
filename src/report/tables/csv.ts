import { civil, civilDate } from "../../platform/index.ts";
import { plainText } from "./plain-text.ts";
import type { Cell, ColumnKind, Table } from "./table.ts";

/** With the mark by which Excel knows UTF-8, and the line ends it writes itself (RFC 4180). */
const byteOrderMark = "\ufeff";
const lineEnd = "\r\n";
const rowsAtOnce = 2_000;

/**
 * A table as CSV that Excel opens with a double click. Texts cannot become formulas; numbers and dates stay what they are.
 * Others get their turn while a long list is written.
 */
export async function toCsv({ columns, rows }: Table): Promise<string> {
  const parts = [byteOrderMark, lineOf(columns.map(({ label }) => quoted(plainText(label))))];
  for (const [i, row] of rows.entries()) {
    if (i % rowsAtOnce === rowsAtOnce - 1) await new Promise(setImmediate);
    parts.push(lineOf(columns.map(({ key, kind }) => wordsOf(row[key] ?? null, kind))));
  }
  return parts.join("");
}

function lineOf(cells: readonly string[]): string {
  return cells.join(",") + lineEnd;
}

function wordsOf(cell: Cell, kind: ColumnKind): string {
  if (cell === null) return "";
  if (typeof cell === "number") return numberWords(cell, kind);
  if (cell instanceof Date) return kind === "day" ? civilDate(cell) : `${civilDate(cell)} ${clockOf(cell)}`;
  return quoted(plainText(cell));
}

function numberWords(value: number, kind: ColumnKind): string {
  if (!Number.isFinite(value)) return "";
  return kind === "hours" ? value.toFixed(1) : kind === "decimal" ? value.toFixed(2) : String(value);
}

function clockOf(at: Date): string {
  const { hour, minute } = civil(at);
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
