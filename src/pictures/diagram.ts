/** Draws a diagram from the body of a Graphviz digraph, in the house style. */
import { Graphviz } from '@hpcc-js/wasm-graphviz';

let loading: Promise<Graphviz> | undefined;

/**
 * Graphviz knows the letter widths of Helvetica but not of Inter: laid out with the one, drawn with the other.
 * @throws Error with Graphviz's own message when the source is wrong.
 */
export async function diagramSvg(body: string): Promise<string> {
  const graphviz = await (loading ??= Graphviz.load());
  const dot = `digraph {
    graph [fontname="Helvetica" fontsize=14 fontcolor="#334155" pad=0.3 nodesep=0.4 ranksep=0.5 bgcolor="#ffffff"]
    node [fontname="Helvetica" fontsize=14 fontcolor="#1e293b" shape=box style="rounded,filled" fillcolor="#fff7ed" color="#c2410c" penwidth=1.4 margin="0.2,0.1" height=0.45]
    edge [fontname="Helvetica" fontsize=13 fontcolor="#475569" color="#64748b" penwidth=1.3 arrowsize=0.8]
    ${body} }`;
  try {
    return graphviz.dot(dot).replaceAll(/font-family="Helvetica[^"]*"/gu, 'font-family="Inter"');
  } catch (error) {
    // one that ran out of memory draws nothing any more
    Graphviz.unload();
    loading = undefined;
    throw error;
  }
}
