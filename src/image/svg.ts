import { contextOf, unseenCanvas } from './canvas';
import { ImageError } from './error';
import { svgSize } from './svgSize';

const NAMESPACE = 'http://www.w3.org/2000/svg';
const MOST_BYTES = 16 * 2 ** 20;
/** Elements that run or embed something; a picture needs none of them. */
const ACTIVE = 'script, foreignObject, iframe, object, embed, audio, video, handler, listener';

/**
 * Draws an SVG file, on white. Its scripts, handlers and whatever lies at other addresses are taken out, and it is shown
 * as a picture, where browsers neither run nor load anything either. Needs a page.
 * @throws ImageError `image.tooManyBytes`, `image.broken`
 */
export async function drawSvg(file: Blob, name: string): Promise<ImageBitmap> {
  if (file.size > MOST_BYTES) throw new ImageError('image.tooManyBytes', { name, megabytes: Math.round(file.size / 2 ** 20), limit: MOST_BYTES / 2 ** 20 });
  const root = parse(await file.text());
  if (!root) throw new ImageError('image.broken', { name, format: 'SVG' });
  makeInert(root);
  const { width, height, viewBox } = svgSize({ width: root.getAttribute('width'), height: root.getAttribute('height'), viewBox: root.getAttribute('viewBox') });
  for (const [attribute, value] of Object.entries({ width, height, viewBox })) root.setAttribute(attribute, String(value));
  const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(root)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return await onWhite(image, width, height);
  } catch (error) {
    throw new ImageError('image.broken', { name, format: 'SVG' }, { cause: error });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The root element; undefined where the text is no SVG. Markup copied out of a page lacks the namespace. */
function parse(text: string): Element | undefined {
  const read = (source: string) => new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
  const root = read(text);
  const named = root.localName === 'svg' && root.namespaceURI !== NAMESPACE ? read(text.replace(/<svg/i, `<svg xmlns="${NAMESPACE}"`)) : root;
  return named.localName === 'svg' && named.namespaceURI === NAMESPACE && !named.querySelector('parsererror') ? named : undefined;
}

function makeInert(root: Element): void {
  for (const element of root.querySelectorAll(ACTIVE)) element.remove();
  for (const element of [root, ...root.querySelectorAll('*')]) {
    if (element.localName === 'style') element.textContent = withoutAddresses(element.textContent ?? '');
    for (const { name, localName, value } of Array.from(element.attributes)) {
      const leads = (localName === 'href' || localName === 'src') && !/^\s*(#|data:image\/)/i.test(value);
      if (leads || /^on/i.test(localName)) element.removeAttribute(name);
      else if (/url\(/i.test(value)) element.setAttribute(name, withoutAddresses(value));
    }
  }
}

/** CSS whose `url(…)` lead only to places in the same file. */
function withoutAddresses(css: string): string {
  return css.replace(/@import[^;]*;?/gi, '').replace(/url\(\s*(["']?)(?!\s*["']?\s*(?:#|data:image\/))[^)]*\)/gi, 'none');
}

function onWhite(image: HTMLImageElement, width: number, height: number): Promise<ImageBitmap> {
  const canvas = unseenCanvas(width, height);
  const context = contextOf(canvas);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  return createImageBitmap(canvas);
}
