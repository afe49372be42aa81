/** Line icons on a 20 × 20 grid, drawn as DOM nodes: always beside a word or under a label, so hidden from readers. */
const PATHS = {
  back: 'M12.5 4.5 7 10l5.5 5.5',
  check: 'm4.5 10.5 3.5 3.5 7.5-8',
  chevron: 'm5.5 8 4.5 4.5L14.5 8',
  close: 'm5 5 10 10M15 5 5 15',
  copy: 'M7 7V4.5h8.5V13H13M4.5 7H13v8.5H4.5z',
  eye: 'M2.5 10S5.5 5 10 5s7.5 5 7.5 5-3 5-7.5 5-7.5-5-7.5-5zM12 10a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  file: 'M5.5 2.5h6l3 3v12h-9zM11.5 2.5v3h3M8 10h4M8 13h4',
  home: 'm3 9.5 7-6 7 6M5 8.5v8h10v-8',
  apps: 'M3.5 3.5h5v5h-5zM11.5 3.5h5v5h-5zM3.5 11.5h5v5h-5zM14 11.5v5M11.5 14h5',
  at: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM13 7v4c0 2.5 4 2.5 4-1a7 7 0 1 0-3 5.7',
  clip: 'm8 11.5 4.6-4.6a1.7 1.7 0 0 1 2.4 2.4l-6 6a3.2 3.2 0 0 1-4.5-4.5l5.7-5.7',
  group:
    'M9.5 7.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM2.5 15.5c0-4.5 9-4.5 9 0zM12 5.2a2.5 2.5 0 1 1 0 4.6M13.5 15.5h4c0-2.4-1.6-3.5-3.6-3.5',
  lock: 'M5.5 9h9v7.5h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9',
  more: 'M5 9.5h.5v1H5zM9.75 9.5h.5v1h-.5zM14.5 9.5h.5v1h-.5z',
  reply: 'M8 4.5 3.5 9 8 13.5M3.5 9h8a5 5 0 0 1 5 5v2',
  requests: 'M3.5 7h11m-3-3 3 3-3 3M16.5 13h-11m3-3-3 3 3 3',
  send: 'M3.5 10 16.5 4l-3.5 12.5-3-5zM10 11.5 16.5 4',
  gem: 'M6 4h8l3.5 4.5L10 17 2.5 8.5zM2.5 8.5h15M7.5 8.5 10 17l2.5-8.5L10 4z',
  walk: 'M4 16.5c5 0 1-6 6-6s1-6 6-6m-2.5-2 2.5 2-2.5 2',
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

const SVG = 'http://www.w3.org/2000/svg';
