import { expose } from 'comlink';
import { comparison } from './comparison';
import { holdLifeline } from './lifeline';

expose(comparison);
holdLifeline();
