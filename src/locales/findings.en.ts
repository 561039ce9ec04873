/** What was found since the paper: the sentences of `src/paper/findings.ts`. */
export const findings = {
  tresnet: 'TResNet has SE in stages 2 to 4, as the paper counts them, and none in stage 5.',
  larq: 'Larq’s zoo went the other way: for speed it left out early SE blocks, those of 64 and 128 filters.',
  pplcnet:
    'PP-LCNet, a light network of 13 blocks, gains most from SE in its last two: {{last}} % top-1, against {{first}} % in its first two. It is the best of three placements of two; with SE in all thirteen it has {{all}} %.',
  mobile: 'MobileNetV3-Large keeps SE in late blocks. EfficientNetV2-S has it in late blocks only.',
  eca: 'In ECA-Net, ResNet-50 has {{plain}} % top-1, with SE {{se}} %, with a lighter block without the narrow layer {{eca}} %. It blames the narrow layer, not the depth.',
  fold: 'An excitation depends on the image, so it can’t be folded into the weights. A constant gate can: that is what freezing does here.',
  stuck: 'Some users found all gates stuck at one value, {{low}} or {{high}}. No cause was established there.',
};
