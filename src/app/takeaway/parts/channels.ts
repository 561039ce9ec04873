import type { ClassCurve, ImageCurve, Ribbon } from '../../../charts/excitation-panel/paint';
import type { Channels } from '../../../charts/excitation-panel/geometry';
import type { BlockId } from '../../../contracts';
import type { Cell, Column, Table } from '../../../export/table';
import type { State } from '../../../store/store';
import { profileLine, sourceOf } from '../source';

/** The curves of one block; all blocks of a table have the same classes. */
export interface ChannelCurves {
  block: BlockId;
  order: Channels;
  all: Channels;
  allSd?: Channels;
  ribbon?: Ribbon;
  restRibbon?: Ribbon;
  classes: readonly ClassCurve[];
  image?: ImageCurve;
}

interface Read {
  column: Column;
  of: (curves: ChannelCurves) => Channels | undefined;
}

const excitation = (name: string): Column => ({ name, unit: 'excitation' });

function readers(first: ChannelCurves): Read[] {
  const { allSd, ribbon, restRibbon, classes, image } = first;
  return [
    { column: excitation('all'), of: ({ all }) => all },
    ...(allSd ? [{ column: excitation('all sd'), of: (curves: ChannelCurves) => curves.allSd }] : []),
    ...(ribbon
      ? [
          { column: excitation('all p10'), of: (curves: ChannelCurves) => curves.ribbon?.low },
          { column: excitation('all p90'), of: (curves: ChannelCurves) => curves.ribbon?.high },
        ]
      : []),
    ...(restRibbon
      ? [
          { column: excitation('rest p10'), of: (curves: ChannelCurves) => curves.restRibbon?.low },
          { column: excitation('rest p90'), of: (curves: ChannelCurves) => curves.restRibbon?.high },
        ]
      : []),
    ...classes.flatMap(({ label, sd, rest }, i): Read[] => [
      { column: excitation(`${label} mean`), of: (curves) => curves.classes[i]!.mean },
      ...(sd ? [{ column: excitation(`${label} sd`), of: (curves: ChannelCurves) => curves.classes[i]!.sd }] : []),
      ...(rest ? [{ column: excitation(`${label} minus scaled all`), of: (curves: ChannelCurves) => curves.classes[i]!.rest }] : []),
    ]),
    ...(image
      ? [
          { column: { ...excitation(`${image.label} excitation`), source: 'run in the browser' }, of: (curves: ChannelCurves) => curves.image?.excitation },
          { column: { ...excitation(`${image.label} applied gate`), source: 'run in the browser' }, of: (curves: ChannelCurves) => curves.image && (curves.image.gate ?? curves.image.excitation) },
          { column: { ...excitation(`${image.label} minus scaled all`), source: 'run in the browser' }, of: (curves: ChannelCurves) => curves.image?.rest },
        ]
      : []),
  ];
}

/** A row for each drawn channel, in the drawn order. */
export function channelsTable(state: State, blocks: readonly ChannelCurves[], title: string, name = 'channels'): Table {
  const read = blocks[0] ? readers(blocks[0]) : [];
  return {
    name,
    title,
    source: sourceOf(state, profileLine(state)),
    columns: [{ name: 'block' }, { name: 'place' }, { name: 'channel' }, ...read.map(({ column }) => column)],
    rows: function* () {
      for (const curves of blocks) {
        const columns = read.map(({ of }) => of(curves));
        for (let place = 0; place < curves.order.length; place++) {
          const channel = curves.order[place]!;
          yield [curves.block, place, channel, ...columns.map((values): Cell => values?.[channel])];
        }
      }
    },
  };
}
