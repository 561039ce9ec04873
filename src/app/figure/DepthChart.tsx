import { useTranslation } from 'react-i18next';
import { DepthRows } from '../../charts/depth-rows/DepthRows';
import type { DepthBlock, DepthRow } from '../../charts/depth-rows/geometry';
import type { BlockId } from '../../contracts';
import { useAppState } from '../context';
import { rowsSummary } from '../summary';

interface DepthChartProps {
  label: string;
  blocks: DepthBlock[];
  rows: DepthRow[];
  describe: (block: BlockId) => string;
  hover: BlockId | null;
  onHover: (block: BlockId | null) => void;
  onRowClick?: (key: string) => void;
}

/** Rows of values over all SE blocks in depth; a block opens large. */
export function DepthChart(props: DepthChartProps) {
  const { t } = useTranslation();
  const choose = useAppState((state) => state.choose);
  return (
    <DepthRows
      {...props}
      summary={rowsSummary(t, props.rows)}
      stageLabel={(stage) => t('rows.stage', { stage })}
      onSelect={(block) => choose({ openBlock: block })}
    />
  );
}
