// A histogram of plan sizes as a plain SVG.

export function histogramSvg(sizes: readonly number[], title: string): string {
  const width = 5;
  const bins: number[] = [];
  for (const size of sizes) bins[Math.floor(size / width)] = (bins[Math.floor(size / width)] ?? 0) + 1;
  const counts = Array.from(bins, (n) => n ?? 0);
  const most = Math.max(1, ...counts);
  const bar = 34;
  const bars = counts.map((n, i) => {
    const height = Math.round((n / most) * 220);
    const x = 50 + i * bar;
    const label = `<text x="${x + bar / 2 - 2}" y="276" text-anchor="middle">${i * width}–${i * width + width - 1}</text>`;
    const count = `<text x="${x + bar / 2 - 2}" y="${252 - height}" text-anchor="middle">${n}</text>`;
    return `<rect x="${x}" y="${256 - height}" width="${bar - 4}" height="${height}" fill="#0017c1"/>${label}${count}`;
  });
  const total = 80 + counts.length * bar;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${total}" height="310" font-family="sans-serif" font-size="9"><rect width="100%" height="100%" fill="#fff"/><text x="50" y="20" font-size="14">${title}</text>${bars.join('')}<line x1="46" y1="256" x2="${total - 20}" y2="256" stroke="#333"/><text x="50" y="300" font-size="11">procedures in the plan</text></svg>\n`;
}
