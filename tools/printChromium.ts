import { findChromium } from './chromium';

console.log(await findChromium());
