extension CommandWord {
  var englishMeaning: String {
    switch self {
    case .image:
      "the drawing: load, take a sample or a digit of the set, draw pixels, fit, save, or show its numbers"
    case .label: "the true y of the drawing"
    case .network: "builds a network (undoable), or describes the present one"
    case .set: "types weights in, one or all row by row, to check a calculation by hand"
    case .unit:
      "a hidden unit in numbers; 'off' sets its outgoing weights to 0, so that nothing depends on it, 'on' puts the very same weights back; training may learn them anew"
    case .forward: "the whole forward pass and the loss; begins a new walk"
    case .backward: "the whole backward pass"
    case .step: "one operation on"
    case .back: "one operation back"
    case .goto: "to step N, forwards or back; 0 is the start"
    case .update: "the gradient step of all weights, then forward again"
    case .walk: "the list of the steps, where the walk is, and the images of its batch"
    case .sync:
      "walks the newest weights of the running training, at the same step, or before the update"
    case .show:
      "a value with its shape; at an update also what the optimiser works out, such as m_hat_W2 ('help optimizer')"
    case .explain:
      "one element as the sum or product that it is, with every number on the way to it"
    case .check: "compares gradients with central differences in double precision"
    case .task: "what y = 1 means"
    case .train: "trains in the background"
    case .pause: "stops the training so that it can go on"
    case .resume: "goes on with a paused training"
    case .stop: "ends the training and keeps what it learned"
    case .wait: "waits for the training to end, and says what it reached"
    case .speed: "updates per second, for slow motion; 'full' is as fast as it goes"
    case .rate: "the learning rate α; takes effect at once"
    case .batch: "how many images make an update; takes effect at once"
    case .optimizer:
      "how a gradient becomes a step; takes effect at once; M is 0.9, B1 0.9 and B2 0.999 unless said; at its update 'show' takes g_W2 with decay, v_W2 of momentum, lookahead_W2 of nesterov, m_W2, v_W2, m_hat_W2, v_hat_W2, denom_W2 and t of adam, and the states before it as m_W2_old"
    case .augment:
      "shifts each batch by up to one pixel, so that drawn digits are recognised better"
    case .mode: "train or eval, for dropout and batch normalisation in the walk"
    case .reset: "the same initial weights again, no updates"
    case .reseed: "other initial weights: seed N, or the next one"
    case .rewind: "the weights as they were after an epoch"
    case .evaluate: "loss, accuracy and confusion on a split of the set"
    case .losses: "the loss of each image of a split, the wrong ones first"
    case .classify: "P and class of the drawing, or of picture files"
    case .history: "the curves as numbers"
    case .data: "the digit set and the task's share of it"
    case .functions:
      "the activation functions: formula, derivative, range, and the lecture's points"
    case .initializers:
      "the network built with each initialiser: how far its outputs and gradients spread"
    case .save: "saves the model as safetensors, which PyTorch users can read"
    case .open: "opens a saved model"
    case .undo: "takes the last change back"
    case .redo: "does again what was undone"
    case .view: "changes the view, or says everything that it shows in words"
    case .theme: "the colours of the screen; projector brings large type with it"
    case .type: "large shows a view's most important number in letters of several rows"
    case .glyphs: "samples of the glyphs in use, or which ones to use"
    case .language: "the language of replies and screen"
    case .log: "the commands so far; saved, they replay to the same numbers"
    case .help: "this list, or more about a command"
    case .quit: "ends the program"
    }
  }
}
