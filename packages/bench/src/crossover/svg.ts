/**
 * A picture in Vega-Lite's words as SVG, without a browser.
 *
 * @module
 */
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/** The text of an SVG file. */
export const svgOf = (plot: TopLevelSpec): Promise<string> =>
  new View(parse(compile(plot).spec), { renderer: 'none' }).toSVG();
