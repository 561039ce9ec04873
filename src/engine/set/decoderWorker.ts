import { expose, transfer } from 'comlink';
import { holdLifeline } from '../lifeline';
import { type Decoder, SetDecoder } from './decoder';

const local = new SetDecoder();

const decoder: Decoder = {
  open: (files) => local.open(files),
  decode: async (indices, preprocessing) => {
    const reply = await local.decode(indices, preprocessing);
    return 'value' in reply ? transfer(reply, reply.value.flatMap((one) => ('crop' in one ? [one.crop.pixels.buffer as ArrayBuffer] : []))) : reply;
  },
  files: (indices) => local.files(indices),
};

expose(decoder);
holdLifeline();
