import { setImmediate as turn } from "node:timers/promises";
import type { Certificate } from "./certificate.ts";
import { readFont } from "./font.ts";
import { type Paper, paperOf } from "./paper.ts";

type Page = PDFKit.PDFDocument;

/** Points; A4 is 595 × 842. */
const width = 595.28;
const height = 841.89;
const margin = 72;
const column = width - 2 * margin;
const ink = "#1f2a26";
const quiet = "#5b6a63";
const line = "#7d8f86";
const accent = "#9c2b22";
const qrSize = 92;

/**
 * The certificate as a PDF of one A4 page, with its own font, a place for the seal and a QR code.
 * @param verifyUrl the address of the page that checks it, with the code in it
 */
export async function certificatePdf(certificate: Certificate, { verifyUrl }: { readonly verifyUrl: string }): Promise<Uint8Array> {
  const [{ default: PdfDocument }, { encode }, font] = await Promise.all([import("pdfkit"), import("uqr"), readFont()]);
  await turn();
  const paper = paperOf(certificate);
  const page = new PdfDocument({
    size: "A4",
    margin,
    lang: "zh-CN",
    displayTitle: true,
    font: font as unknown as string, // the types know only names of fonts here
    info: {
      Title: `${paper.title} ${certificate.number}`,
      Author: paper.issuer,
      CreationDate: certificate.issuedAt,
      ModDate: certificate.issuedAt,
    },
  });
  const chunks: Buffer[] = [];
  page.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => page.on("end", resolve));
  await turn();
  drawFrame(page);
  const headEnd = drawHead(page, paper);
  await turn();
  const below = drawTable(page, paper, headEnd);
  await turn();
  drawFoot(page, paper, encode(verifyUrl, { ecc: "M", border: 0 }).data, Math.max(below + 28, 560));
  if (paper.revoked) drawRevoked(page, paper.revoked);
  await turn();
  page.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawFrame(page: Page): void {
  page
    .lineWidth(1.6)
    .strokeColor(line)
    .rect(34, 34, width - 68, height - 68)
    .stroke();
  page
    .lineWidth(0.5)
    .rect(40, 40, width - 80, height - 80)
    .stroke();
}

/** Title, number and the sentence that says it all; answers where it ends. */
function drawHead(page: Page, { title, number, body }: Paper): number {
  const spacing = 7;
  page.fillColor(accent).strokeColor(accent).lineWidth(0.55).fontSize(31);
  // Fill and outline make the one weight of the font a bold one; the spacing behind the last character is not part of the title.
  const titleWidth = page.widthOfString(title) + spacing * (title.length - 1);
  page.text(title, (width - titleWidth) / 2, 104, { characterSpacing: spacing, lineBreak: false, fill: true, stroke: true });
  page.fillColor(quiet).fontSize(10.5).text(number, margin, 164, { width: column, align: "center" });
  page.fillColor(ink).fontSize(14).text(body, margin, 212, { width: column, lineGap: 12, indent: 28 });
  return page.y + 22;
}

function drawTable(page: Page, { lines }: Paper, top: number): number {
  const labelWidth = 108;
  const padding = 9;
  const textWidth = column - labelWidth - 2 * padding;
  page.fontSize(11.5).lineWidth(0.5).strokeColor(line);
  let y = top;
  for (const [label, text] of lines) {
    const rowHeight = page.heightOfString(text, { width: textWidth, lineGap: 4 }) + 2 * padding - 4;
    page.rect(margin, y, labelWidth, rowHeight).fillAndStroke("#f3f6f4", line);
    page.rect(margin + labelWidth, y, column - labelWidth, rowHeight).stroke();
    page.fillColor(quiet).text(label, margin, y + padding - 2, { width: labelWidth, align: "center" });
    page.fillColor(ink).text(text, margin + labelWidth + padding, y + padding - 2, { width: textWidth, lineGap: 4 });
    y += rowHeight;
  }
  return y;
}

/** On the left what checks the paper, on the right who answers for it, with room for the seal over the name. */
function drawFoot(page: Page, { issuer, date, sealPlace, check, notes }: Paper, qr: readonly (readonly boolean[])[], top: number): void {
  drawQr(page, qr, margin, top);
  page
    .fillColor(ink)
    .fontSize(10.5)
    .text(check, margin, top + qrSize + 6, { width: qrSize, align: "center" });
  const [right, rightWidth] = [width - margin - 230, 230];
  page
    .circle(right + rightWidth / 2, top + 46, 56)
    .lineWidth(0.6)
    .dash(3, { space: 3 })
    .strokeColor("#c9b4b1")
    .stroke()
    .undash();
  page
    .fillColor(ink)
    .fontSize(14)
    .text(issuer, right, top + 26, { width: rightWidth, align: "center" });
  page
    .fillColor(quiet)
    .fontSize(11)
    .text(sealPlace, right, top + 50, { width: rightWidth, align: "center" });
  page
    .fillColor(ink)
    .fontSize(12.5)
    .text(date, right, top + qrSize + 14, { width: rightWidth, align: "center" });
  page.fillColor(quiet).fontSize(8.5);
  page.text(notes.join("\n"), margin, height - 40 - 62, { width: column, lineGap: 3, height: 52 });
}

function drawQr(page: Page, qr: readonly (readonly boolean[])[], left: number, top: number): void {
  const cell = qrSize / qr.length;
  for (const [y, row] of qr.entries())
    for (const [x, isDark] of row.entries()) if (isDark) page.rect(left + x * cell, top + y * cell, cell, cell);
  page.fill("#000000");
}

function drawRevoked(page: Page, words: string): void {
  page
    .save()
    .rotate(-24, { origin: [width / 2, height / 2] })
    .fillOpacity(0.28)
    .fillColor(accent)
    .fontSize(110);
  page.text(words, 0, height / 2 - 70, { width, align: "center" }).restore();
}
