import { hedgesG } from '../../analysis/hedges';
import type { Compared } from './measured';

const columns = ['block', 'channel', 'mean_a', 'sd_a', 'n_a', 'mean_b', 'sd_b', 'n_b', 'difference', 'low', 'high', 'p_adjusted', 'hedges_g'];

/** Every channel as a row of CSV; what a single image doesn't have is left empty. */
export function separationCsv({ pair: { a, b }, separation }: Compared): string {
  const rows = separation.blocks.flatMap(({ block, difference, half, adjusted }) => {
    const [ma, mb] = [a.moments(block), b.moments(block)];
    return Array.from(difference, (d, c) => {
      const [one, other] = [ma, mb].map(({ n, mean, std }) => ({ n, mean: mean[c]!, sd: std?.[c] }));
      const g = one!.sd !== undefined && other!.sd !== undefined ? hedgesG(one as Required<typeof one> & { sd: number }, other as Required<typeof other> & { sd: number }) : undefined;
      const numbers = [one!.mean, one!.sd, one!.n, other!.mean, other!.sd, other!.n, d, half && d - half[c]!, half && d + half[c]!, adjusted?.[c], g];
      return [block, c, ...numbers.map((value) => (value === undefined || Number.isNaN(value) ? '' : Number(value.toPrecision(6))))].join(',');
    });
  });
  return `# a: ${a.label.replaceAll('\n', ' ')}; b: ${b.label.replaceAll('\n', ' ')}\n${columns.join(',')}\n${rows.join('\n')}\n`;
}

/** Gives a text to the person as a file. */
export function downloadText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
