#!/usr/bin/env bash
# onnxruntime-node 1.30.0, Node 20, CPU: InferenceSession.run, which returns a promise, and a timer beside it.
# Expected: the work is done on another thread, as with Node's own asynchronous calls: timers fire meanwhile, and two runs may overlap.
# Seen: the thread that calls it computes until the result is there; not one of the timers that are due meanwhile fires, and the second of two runs that are
# begun together ends about twice as late as the first. Only a thread or a process of its own keeps a program awake.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check onnx==1.23.2 numpy==2.4.6
venv/bin/python - <<'PY'
import numpy
from onnx import TensorProto, helper, numpy_helper, save

side, times = 1024, 16
weights = numpy_helper.from_array(numpy.eye(side, dtype=numpy.float32), "w")
nodes = [helper.make_node("MatMul", [f"x{i}", "w"], [f"x{i + 1}"]) for i in range(times)]
value = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [side, side])
graph = helper.make_graph(nodes, "g", [value("x0")], [value(f"x{times}")], [weights])
save(helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", 20)]), "products.onnx")
PY
echo '{ "private": true }' > package.json
ONNXRUNTIME_NODE_INSTALL=skip npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-node@1.30.0
cat > try.cjs <<'JS'
const { InferenceSession, Tensor } = require('onnxruntime-node');
(async () => {
  const session = await InferenceSession.create('products.onnx', { intraOpNumThreads: 1 });
  const feeds = { x0: new Tensor('float32', new Float32Array(1024 * 1024), [1024, 1024]) };
  await session.run(feeds);
  let fired = 0;
  const timer = setInterval(() => fired++, 5);
  const begun = performance.now();
  const run = () => session.run(feeds).then(() => ({ after: performance.now() - begun, fired }));
  const [first, second] = await Promise.all([run(), run()]);
  clearInterval(timer);
  console.log(`onnxruntime-node 1.30.0, Node ${process.versions.node}: two runs begun together ended after ${first.after.toFixed(0)} and ${second.after.toFixed(0)} ms`);
  console.log(`a timer of 5 ms had fired ${first.fired} and ${second.fired} times by then`);
  // Between two runs the timers get one turn.
  process.exit(first.after > 100 && first.fired <= 1 && second.fired <= 2 && second.after > 1.5 * first.after ? 0 : 1);
})();
JS
node try.cjs
