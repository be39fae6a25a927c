"""Sign-ins that were ended name nobody any more."""

from data.store import sign_outs


def test_one_sign_in_is_ended_and_no_other(tmp_path):
    sign_outs.end(tmp_path, "ab12")
    assert sign_outs.is_ended(tmp_path, "ab12")
    assert not sign_outs.is_ended(tmp_path, "cd34")
    assert sign_outs.since(tmp_path, "ana@acehprov.go.id") == 0.0
    sign_outs.sign_out(tmp_path, "Ana@acehprov.go.id")
    assert sign_outs.since(tmp_path, "ana@acehprov.go.id") > 0
    assert sign_outs.since(tmp_path, "budi@acehprov.go.id") == 0.0
