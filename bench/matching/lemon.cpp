// The reference for batches: LEMON's network simplex on the same instance. Reads the instance from the file named first, then solves it
// once for each line on standard input and prints "microseconds of CPU, total cost". Building the graph is not timed.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <cstdio>
#include <ctime>
#include <vector>

using namespace lemon;

int main(int, char **argv) {
  FILE *in = std::fopen(argv[1], "r");
  int seats, helpers, arcs;
  if (!in || std::fscanf(in, "%d %d %d", &seats, &helpers, &arcs) != 3) return 1;
  SmartDigraph graph;
  graph.reserveNode(seats + helpers + 1);
  graph.reserveArc(arcs);
  std::vector<SmartDigraph::Node> nodes;
  for (int i = 0; i < seats + helpers + 1; ++i) nodes.push_back(graph.addNode());
  SmartDigraph::ArcMap<int> cost(graph), capacity(graph);
  for (int i = 0; i < arcs; ++i) {
    int from, to, price;
    if (std::fscanf(in, "%d %d %d", &from, &to, &price) != 3) return 1;
    const auto arc = graph.addArc(nodes[from], nodes[to]);
    cost[arc] = price;
    capacity[arc] = 1;
  }
  SmartDigraph::NodeMap<int> supply(graph, 0);
  for (int i = 0; i < seats; ++i) supply[nodes[i]] = 1;
  supply[nodes[seats + helpers]] = -seats;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c != '\n') continue;
    NetworkSimplex<SmartDigraph, int, long long> solver(graph);
    solver.upperMap(capacity).costMap(cost).supplyMap(supply);
    const std::clock_t before = std::clock();
    solver.run();
    const double micros = 1e6 * double(std::clock() - before) / CLOCKS_PER_SEC;
    std::printf("%.0f %lld\n", micros, solver.totalCost<long long>());
    std::fflush(stdout);
  }
}
