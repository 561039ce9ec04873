const NETWORK = /(^model\.json|\.(safetensors|zip|pth|pt|ckpt))$/i;

/** Whether dropped files are meant as a network rather than as pictures. */
export const isNetwork = (files: readonly File[]): boolean => files.some(({ name }) => NETWORK.test(name));
