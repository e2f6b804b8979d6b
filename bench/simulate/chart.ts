/** Small charts as SVG text. */
const width = 720;
const height = 300;
const left = 150;
const colours = ["#0a7d4f", "#b5542a", "#c99a2e", "#3a6ea5", "#7a5aa6", "#8a8a8a"];

const frame = (title: string, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12">` +
  `<rect width="${width}" height="${height}" fill="#fff"/><text x="16" y="24" font-size="15" font-weight="600">${title}</text>${body}</svg>\n`;

/** Bars on a logarithmic scale, the value written beside each. */
export function barsOf(title: string, bars: readonly { readonly name: string; readonly value: number }[]): string {
  const most = Math.log10(Math.max(...bars.map(({ value }) => value)));
  const rows = bars.map(({ name, value }, i) => {
    const y = 52 + i * 38;
    const length = (Math.max(0, Math.log10(Math.max(1, value))) / most) * (width - left - 90);
    return (
      `<text x="${left - 8}" y="${y + 17}" text-anchor="end">${name}</text>` +
      `<rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="24" rx="3" fill="${colours[i % colours.length]}"/>` +
      `<text x="${(left + length + 8).toFixed(1)}" y="${y + 17}">${value.toFixed(1)}</text>`
    );
  });
  return frame(title, rows.join(""));
}

/** Share of all requests that had their helpers after so many minutes, one line for each policy, time on a logarithmic scale. */
export function filledOverTime(
  title: string,
  lines: readonly { readonly name: string; readonly minutes: readonly number[]; readonly requests: number }[],
): string {
  const [x0, x1, y0, y1] = [60, width - 180, height - 40, 44];
  const longest = 4320;
  const xOf = (minutes: number): number => x0 + (Math.log10(Math.max(1, minutes)) / Math.log10(longest)) * (x1 - x0);
  const yOf = (share: number): number => y0 - share * (y0 - y1);
  const marks = [1, 10, 60, 360, 1440, 4320].map(
    (minutes) =>
      `<line x1="${xOf(minutes)}" y1="${y0}" x2="${xOf(minutes)}" y2="${y1}" stroke="#eee"/><text x="${xOf(minutes)}" y="${y0 + 18}" text-anchor="middle">${minutes < 60 ? `${minutes} min` : `${minutes / 60} h`}</text>`,
  );
  const shares = [0, 0.5, 1].map((share) => `<text x="${x0 - 8}" y="${yOf(share) + 4}" text-anchor="end">${share * 100} %</text>`);
  const paths = lines.map(({ name, minutes, requests }, i) => {
    const sorted = [...minutes].sort((a, b) => a - b);
    const points = Array.from({ length: 81 }, (_, step) => {
      const at = longest ** (step / 80);
      return `${xOf(at).toFixed(1)},${yOf(sorted.filter((minute) => minute <= at).length / requests).toFixed(1)}`;
    });
    const colour = colours[i % colours.length];
    return (
      `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>` +
      `<rect x="${x1 + 16}" y="${56 + i * 24}" width="12" height="12" fill="${colour}"/><text x="${x1 + 34}" y="${66 + i * 24}">${name}</text>`
    );
  });
  return frame(title, [...marks, ...shares, ...paths].join(""));
}
