import type { Profile, SetEstimate } from '../contracts';
import type { Tensor } from '../safetensors/tensor';
import { writeSafetensors } from '../safetensors/write';

/**
 * A profile of a labelled set as `profile.safetensors` of a model folder (DESIGN.md), which it may stand as; beside it the decisions on each image.
 * @param network the fingerprint of the network it is of
 */
export function writeSavedSet(profile: Profile, decisions: NonNullable<SetEstimate['decisions']>, { network, set, hash }: { network: string; set: string; hash: string }): Uint8Array<ArrayBuffer> {
  const { classes, count, blocks, range, images } = profile;
  const tensors = blocks.flatMap(({ block, channels, mean, std, scaleSd, scaleRef, hist }): [string, Tensor][] => [
    [`${block}.mean`, floats(mean, classes, channels)],
    [`${block}.std`, floats(std, classes, channels)],
    [`${block}.scale_sd`, floats(scaleSd, classes)],
    ...(scaleRef ? [[`${block}.scale_ref`, floats(scaleRef, channels)] satisfies [string, Tensor]] : []),
    [`${block}.hist`, integers(hist, classes, hist.length / classes)],
  ]);
  const { labels, top1, rank } = decisions;
  const n = labels.length;
  return writeSafetensors(
    [
      ...tensors,
      ['count', integers(count, classes)],
      ['labels', integers(labels, n)],
      ['top1', integers(top1, n)],
      ['rank', integers(rank, n)],
    ],
    { images, range: range.join(','), network, set, hash },
  );
}

const floats = (data: Float32Array, ...shape: number[]): Tensor => ({ dtype: 'F32', shape, data: data as Float32Array<ArrayBuffer> });

function integers(data: Uint8Array | Uint16Array | Uint32Array, ...shape: number[]): Tensor {
  if (data instanceof Uint32Array) return { dtype: 'U32', shape, data: data as Uint32Array<ArrayBuffer> };
  return data instanceof Uint16Array ? { dtype: 'U16', shape, data: data as Uint16Array<ArrayBuffer> } : { dtype: 'U8', shape, data: data as Uint8Array<ArrayBuffer> };
}
