import { expose } from 'comlink';
import { comparison } from './comparison';

expose(comparison);
