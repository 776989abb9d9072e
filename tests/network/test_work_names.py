"""Works that share a label are told apart by year and id."""

from stakhgraph.network.graph import Network
from stakhgraph.network.work_names import dated_label, work_names

NET = Network.of(
    ["1", "2", "3", "4"],
    [0, 1, 2],
    [1, 2, 3],
    labels=["VLACHY J", "VLACHY J", "PRICE D 1963", ""],
    years=[(1978,), (1979, 1985), (1963,), (-43,)],
)


def test_a_shared_label_has_years_and_id():
    assert work_names(NET) == {
        0: "VLACHY J (1978, 1)",
        1: "VLACHY J (1979, 1985, 2)",
        2: "PRICE D 1963",
        3: "4",
    }


def test_every_name_has_its_years_once():
    assert work_names(NET, [2, 3], years=True) == {2: "PRICE D 1963", 3: "4 (44 BCE)"}
    assert dated_label(NET, 0) == "VLACHY J (1978)"


def test_without_years_the_id_tells_them_apart():
    net = Network.of(["a", "b"], [0], [1], labels=["same", "same"])
    assert work_names(net) == {0: "same (a)", 1: "same (b)"}


def test_a_label_that_is_the_id_of_another_work_is_told_apart():
    net = Network.of(["a", "b"], [0], [1], labels=["", "a"])
    assert work_names(net) == {0: "a (a)", 1: "a (b)"}
