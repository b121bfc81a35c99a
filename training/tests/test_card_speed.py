import pytest

from training.card_speed import describe, measure_fill, peaks

FILL = {
    "kind": "fill", "device": "cpu", "type": "float32", "compiled": False, "rounds": 1, "maskShare": 0.25, "arStepsOfWindow": 16, "diffusionSteps": 2,
    "width": 64, "depth": 2, "heads": 2, "headWidth": 32, "channels": 12, "conditionTokens": 2, "labels": 3, "mlpWidth": 96, "grid": 8, "side": 8,
    "matrixElements": 1000,
}


@pytest.mark.parametrize("network", ["own", "published"])
@pytest.mark.parametrize("type", ["float32", "float16"])
def test_fill_is_timed_and_counted(network, type, monkeypatch):
    # What converts to the network's type replaces functions of modules: they are put back after the test.
    from training.model import published, transformer

    for module, name in ((transformer, "time_features"), (transformer, "rotation_angles"), (published, "step_features")):
        monkeypatch.setattr(module, name, getattr(module, name))
    figures = measure_fill({**FILL, "network": network, "type": type})["figures"]
    # Four tokens at a time behind 48 known ones and two of the condition: as tests/integration/scripts/bench-gpu.test.ts.
    cached = 50 + (0 + 4 + 8 + 12) / 4
    assert figures["readBytesPerStep"] == pytest.approx((4 if type == "float32" else 2) * (1000 + 2 * 2 * cached * 64))
    assert figures["flopsPerStep"] == pytest.approx(2 * 4 * 1000 + 4 * 4 * (4 + cached) * 64 * 2)
    assert 0 < figures["stepSeconds"] < figures["fillSeconds"]


def test_peaks_and_description():
    found = peaks({"device": "cpu", "type": "float32", "matrix": 128, "numbers": 2**16, "rounds": 1})["peaks"]
    assert found["flops"] > 1e6 and found["bandwidth"] > 1e6
    assert describe()["torch"]
