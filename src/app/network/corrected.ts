import type { Manifest } from '../../contracts';
import type { KnownNetwork } from '../../network/timm';

/** The files of a network that came without a model.json, with a config.json before them that says which it is, and all else as it was taken. */
export function correctedFiles(files: readonly File[], { preprocessing, classes, licence }: Manifest, architecture: KnownNetwork): File[] {
  const { size, crop, interpolation, mean, std } = preprocessing;
  const named = classes.some(({ id, name }) => name !== `#${id}`);
  const config = {
    architecture,
    ...(licence !== '' && { license: licence }),
    pretrained_cfg: { input_size: [3, ...size], crop_pct: crop, interpolation, mean, std },
    ...(named && { label_names: classes.map(({ wordnet, name }) => wordnet ?? name), label_descriptions: Object.fromEntries(classes.flatMap(({ wordnet, name }) => (wordnet ? [[wordnet, name]] : []))) }),
  };
  return [new File([JSON.stringify(config)], 'config.json'), ...files.filter(({ name }) => name !== 'config.json')];
}
