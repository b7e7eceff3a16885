import type { Attachment } from 'svelte/attachments';
import type { TileSizes } from '../../session/tiles';

/** Tells in which size, in pixels of the screen, a slot's picture is shown: nothing while it is scrolled out of sight. */
export function measured(tiles: TileSizes, slot: number): Attachment<HTMLElement> {
  return (element) => {
    const owner = {};
    let visible = true;
    const tell = (): void => {
      const scale = visible ? window.devicePixelRatio : 0;
      tiles.show(owner, slot, element.clientWidth * scale, element.clientHeight * scale);
    };
    const sizes = new ResizeObserver(tell);
    const sight = new IntersectionObserver(([entry]) => {
      visible = entry?.isIntersecting !== false;
      tell();
    });
    sizes.observe(element);
    sight.observe(element);
    return () => {
      sizes.disconnect();
      sight.disconnect();
      tiles.forget(owner, slot);
    };
  };
}
