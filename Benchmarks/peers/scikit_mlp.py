"""scikit-learn's MLPClassifier (it has biases; validation and early stopping off)."""
import time
import warnings
from sklearn.neural_network import MLPClassifier
from peer import digits, serve

warnings.filterwarnings("ignore")


def measure(name, batch, seconds):
    if name not in ("sigmoid", "relu", "adam"):
        return None
    images, labels = digits()
    count = 2_000 if batch == 1 else 20_000
    model = MLPClassifier(
        (128,), activation="relu" if name == "relu" else "logistic",
        solver="adam" if name == "adam" else "sgd", momentum=0, alpha=0, batch_size=batch,
        learning_rate_init=0.001 if name == "adam" else 0.1, max_iter=1)
    begin = time.perf_counter()
    model.fit(images[:count], labels[:count] == 0)
    return count / (time.perf_counter() - begin)


serve(measure)
